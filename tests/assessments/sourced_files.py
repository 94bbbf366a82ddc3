"""Files of a small set that takes facts from a source of its own, which tests answer for."""

from dataclasses import dataclass, field

from assessments.models import Assessment
from criteria import sources
from criteria.sources import Answer
from tests.assessments.conditional_files import make_file
from tests.factories import small_document

URL = "/bao-cao/7/"
SUM = "Quý I 40 + II 58 = 98"
REASON = "Sổ theo dõi tại bộ phận một cửa ghi nhiều hơn."


@dataclass
class Records:
    """What the records of the year say, by key; `asked`: how often they were."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: int = 0

    def __call__(self, _assessment, keys):
        self.asked += 1
        return {key: answer for key, answer in self.answers.items() if key in keys}

    def say(self, key: str, value, working: str = "") -> None:
        """From now on the records say this."""
        self.answers[key] = Answer(value, working, URL)


def registered(monkeypatch) -> Records:
    """Records that answer to "year:…" in this test."""
    records = Records()
    named = sources.Source("Số trong năm", records, lambda _organiser: [("doi-thoai", "Đối thoại")])
    monkeypatch.setitem(sources._sources, "year", named)
    return records


def sourced_document() -> dict:
    """I.1: the numerator; I.2: the answer; II.1: the count. 40 + 20 + 20 + 20 points."""
    document = small_document()
    (on_time, plan), (talks, _) = (group["criteria"] for group in document["groups"])
    on_time["parts"][0]["parameters"]["sources"] = {"numerator": "year:dung-han"}
    plan["parts"][0]["parameters"]["sources"] = {"answer": "year:ke-hoach"}
    talks["parts"][0]["parameters"]["sources"] = {"meetings": "year:doi-thoai"}
    return document


def make_sourced_file() -> Assessment:
    """A draft of a fresh commune whose set takes three facts from the records."""
    return make_file(sourced_document())
