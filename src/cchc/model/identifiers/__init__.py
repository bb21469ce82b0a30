"""Identifiers: one file for each, all of one shape.

Each file has the same verbs. ``parse`` takes the text as the rules have it, or raises and names every rule broken.
``check`` returns those rules, ``is_valid`` whether there are none. ``parse_lenient`` takes what a clerk may type and says which rules
were relaxed. ``format`` gives the text back; where a file shadows that builtin, it is to keep one word for one thing.

Every text is looked at once, and none that is longer than any code can be.
"""

from __future__ import annotations

from cchc.model.identifiers.agency_code import AgencyCode as AgencyCode
from cchc.model.identifiers.agency_code import AgencyCodeKind as AgencyCodeKind
from cchc.model.identifiers.dossier_code import DossierCode as DossierCode
from cchc.model.identifiers.dossier_style import DossierStyle as DossierStyle
from cchc.model.identifiers.dossier_style import DossierStyleInForce as DossierStyleInForce
from cchc.model.identifiers.identifier import Identifier as Identifier
from cchc.model.identifiers.identifier import IdentifierRule as IdentifierRule
from cchc.model.identifiers.identifier import Read as Read
from cchc.model.identifiers.identity_card_number import IdentityCardNumber as IdentityCardNumber
from cchc.model.identifiers.personal_number import PersonalNumber as PersonalNumber
from cchc.model.identifiers.procedure_code import ProcedureCode as ProcedureCode
from cchc.model.identifiers.result_code import ResultCode as ResultCode
from cchc.model.identifiers.result_code import ResultShape as ResultShape
from cchc.model.identifiers.tax_code import TaxCode as TaxCode
