"""Refusals: what the product says when it will not do something."""


class Refusal(Exception):  # noqa: N818 - it is not an error of the program but an answer to a person
    """A request that is turned down with a sentence for the person who made it.

    Views show the sentence beside the field it concerns, the command line prints it and exits 2.

    Attributes:
        sentence: one Chinese sentence saying what is wrong and what to do.
        field: name of the form field or column concerned, if there is one.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return self.sentence

    def __reduce__(self) -> tuple[type["Refusal"], tuple[str, str | None]]:
        return type(self), (self.sentence, self.field)


class NotAllowed(Refusal):
    """A refusal because of who asks, not of what is asked."""
