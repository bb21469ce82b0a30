"""Columns and tables in, the same kind out: NumPy, pandas, Polars, Arrow, Parquet; and the calendar as SQL, for databases.

The kernels are :mod:`cchc.deadlines.bulk`; here stands what gives them columns and carries their answers home.
"""
