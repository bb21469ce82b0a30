"""What the book needs beside its pages: links, pictures, generated tables, and the build."""
