"""Which field of the form stands for a pointer of the reading."""

from collections.abc import Container, Mapping

from ipweek.campaign.domain.plan import fields

# Values the plan keeps under another name than the reading does.
_STANDS_FOR = {"/theme": "/themes", "/issuer": "/office", "/issuers": "/office"}
# An item meant as a whole is shown, asked and confirmed at one of its fields.
_MAIN = ("title", "what", "date")


def field_for(pointer: str, present: Container[str], kinds: Mapping[str, str]) -> str | None:
    """The pointer of the field that stands for a pointer of the reading, None outside the plan.

    Args:
        pointer: any pointer of the reading, for example /activities/6/quotas/0/n.
        present: pointers of the fields there are.
        kinds: codes and names of kinds.
    """
    here = _STANDS_FOR.get(pointer, pointer)
    while here:
        if here in present and fields.find(here, kinds):
            return here
        for name in _MAIN:
            if f"{here}/{name}" in present:
                return f"{here}/{name}"
        here = here.rpartition("/")[0]
        here = _STANDS_FOR.get(here, here)
    return None
