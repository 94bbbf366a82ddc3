"""What the columns of this app are called on screen."""

FIELD_LABELS = {
    "name": "Tên", "short_name": "Tên ngắn", "kind": "Loại", "official_code": "Mã",
    "parent": "Trực thuộc", "valid_from": "Từ ngày", "valid_to": "Đến ngày",
    "merged_into": "Sáp nhập vào", "position": "Chức vụ", "username": "Tên đăng nhập",
    "full_name": "Họ và tên", "email": "Thư điện tử", "phone": "Điện thoại",
    "is_active": "Đang hoạt động", "must_change_password": "Phải đổi mật khẩu",
    "initial_password_until": "Hạn mật khẩu ban đầu", "unit": "Đơn vị", "format": "Thể thức",
    "parent_line": "Cấp trên", "issuer_line": "Cơ quan ban hành", "symbol": "Ký hiệu",
    "place": "Địa danh", "author": "Tác giả", "authority_line": "Quyền hạn ký",
    "signatory_title": "Chức vụ người ký", "signatory_name": "Người ký",
    "archive_line": "Nơi lưu",
}  # fmt: skip
