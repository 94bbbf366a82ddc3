"""Papers of a set as plain values, one module per paper.

Rules of form: reference/party_documents.md. Templates: templates/criteria/documents.
"""

from criteria.documents.appendix import APPENDIX, appendix
from criteria.documents.blank_form import BLANK_FORM, blank_form
from criteria.documents.guidance import Guidance, guidance_of, issuing_letterhead

__all__ = [
    "APPENDIX", "BLANK_FORM", "Guidance", "appendix", "blank_form", "guidance_of",
    "issuing_letterhead",
]  # fmt: skip
