"""The names of the drawings in static/ui/icons.svg; a test compares the two."""

ICONS = frozenset(
    (
        "home task campaign activity return matrix facts summary unit people upload download search menu close "
        "check warn stop info clock circle half print copy file calendar left right up down plus edit bell user "
        "exit link settings law phone"
    ).split()
)
