"""What the form of a decision already knows: grounds, duties and recipients to complete."""

from core.party_dates import citation_date
from core.text import printed_quotes
from organisation.models import Letterhead, LetterheadFormat
from recognition.models import Decision


def proposer(decision: Decision) -> str:
    """Who signed the proposal, by the symbol in its reference: "Ban Dân vận Huyện uỷ"."""
    symbol = decision.proposal.reference.rpartition("/")[2]
    below = Letterhead.objects.filter(unit__parent=decision.organiser_id, symbol=symbol)
    letterhead = below.order_by("-valid_from").first()
    return letterhead.author if letterhead else "Ban Dân vận"


def default_grounds(decision: Decision, letterhead: Letterhead) -> list[str]:
    """Căn cứ, each without its dash and closing mark: the clerk completes them."""
    proposal, board = decision.proposal, proposer(decision)
    sets = decision.round.criteria_sets.select_related("criteria_set")
    minutes = f" và {proposal.minutes_reference}" if proposal.minutes_reference else ""
    rules = "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"
    if letterhead.format == LetterheadFormat.ND30:
        rules = "Căn cứ Luật Tổ chức chính quyền địa phương"
    return [
        rules,
        f"Căn cứ Quy chế làm việc của {letterhead.author}",
        *(f"Căn cứ {printed_quotes(row.criteria_set.title)}" for row in sets),
        f"Xét Tờ trình số {proposal.reference}, ngày {citation_date(proposal.dated_on)} của "
        f"{board}{minutes}",
    ]


def default_duties(decision: Decision, letterhead: Letterhead) -> list[str]:
    """Điều 2 and 3."""
    board, office = proposer(decision), letterhead.archive_line.removeprefix("Lưu ")
    return [
        "Các đơn vị được công nhận có trách nhiệm duy trì, nâng cao chất lượng và nhân rộng mô "
        f"hình. Giao {board} cấp giấy chứng nhận, theo dõi, kiểm tra, báo cáo kết quả hằng quý.",
        f"{office}, {board}, các đảng bộ, chi bộ trực thuộc và các đơn vị có tên tại Điều 1 chịu "
        "trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    ]


def default_recipients(decision: Decision, letterhead: Letterhead) -> list[str]:
    """Nơi nhận, without dashes and closing marks."""
    parent = decision.organiser.parent
    above = [f"{parent.name} (để báo cáo)"] if parent else []
    return [*above, "Như Điều 3", letterhead.archive_line]
