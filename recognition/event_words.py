"""What this app's audit events say to people."""

EVENT_WORDS = {
    "proposal.drawn_up": "Lập danh sách đề nghị công nhận",
    "proposal.refreshed": "Cập nhật danh sách theo kết quả mới",
    "proposal.reference_given": "Ghi số, ngày tờ trình",
    "proposal.submitted": "Trình Ban Thường vụ",
    "proposal.withdrawn": "Rút lại tờ trình",
    "proposal.rest_approved": "Đồng ý với các đơn vị đủ điều kiện còn lại",
    "proposal_item.decided": "Cho ý kiến với một đơn vị",
    "proposal.decided": "Kết luận tờ trình",
    "decision.drafted": "Lập dự thảo quyết định theo kết luận",
    "decision.issued": "Cấp số, ban hành quyết định",
    "decision.revoked": "Thu hồi toàn bộ quyết định",
    "decision.entries_revoked": "Thu hồi công nhận của một số đơn vị",
}
