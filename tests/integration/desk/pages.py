"""Reading pages in tests: what a person sees, by tag."""

from dataclasses import dataclass

from lxml import html


@dataclass(frozen=True)
class Shown:
    """A page; texts are given with single spaces."""

    root: html.HtmlElement

    @classmethod
    def of(cls, response):
        return cls(html.fromstring(response.content.decode()))

    def texts(self, path: str) -> list[str]:
        """The texts of all elements of an XPath."""
        return [" ".join(each.text_content().split()) for each in self.root.xpath(path)]

    def figures(self) -> dict[str, tuple[str, str]]:
        """Figure cards: label → (number with unit, address of the list behind it)."""
        cards = self.root.xpath('//a[contains(@class,"figure ")]')
        return {
            card.xpath('string(.//*[@class="figure-label"])'): (
                "".join(card.xpath('string(.//*[@class="figure-number"])').split()),
                card.get("href"),
            )
            for card in cards
        }
