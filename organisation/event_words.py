"""Words of this app's audit events, and of the columns that they name."""

EVENT_WORDS = {
    "unit.created": "Thêm đơn vị",
    "unit.changed": "Sửa thông tin đơn vị",
    "unit.merged": "Sáp nhập đơn vị",
    "unit_kind.created": "Thêm loại đơn vị",
    "unit_kind.changed": "Đổi tên loại đơn vị",
    "person.created": "Tạo tài khoản",
    "person.changed": "Sửa thông tin tài khoản",
    "person.disabled": "Khoá tài khoản",
    "person.enabled": "Mở lại tài khoản",
    "person.password_reset": "Cấp lại mật khẩu",
    "person.unlocked": "Mở khoá đăng nhập",
    "person.password_changed": "Tự đổi mật khẩu",
    "person.mail_chosen": "Chọn nhận hay thôi nhận thư điện tử",
    "role.assigned": "Giao vai trò",
    "role.ended": "Kết thúc vai trò",
    "letterhead.created": "Thêm thể thức văn bản",
    "letterhead.changed": "Sửa thể thức văn bản",
}

FIELD_LABELS = {
    "name": "Tên", "short_name": "Tên ngắn", "kind": "Loại", "official_code": "Mã",
    "parent": "Trực thuộc", "valid_from": "Từ ngày", "valid_to": "Đến ngày",
    "merged_into": "Sáp nhập vào", "position": "Chức vụ", "username": "Tên đăng nhập",
    "full_name": "Họ và tên", "email": "Thư điện tử", "phone": "Điện thoại",
    "wants_mail": "Nhận thư điện tử",
    "is_active": "Đang hoạt động", "must_change_password": "Phải đổi mật khẩu",
    "initial_password_until": "Hạn mật khẩu ban đầu", "unit": "Đơn vị", "format": "Thể thức",
    "parent_line": "Cấp trên", "issuer_line": "Cơ quan ban hành", "symbol": "Ký hiệu",
    "place": "Địa danh", "author": "Tác giả", "authority_line": "Quyền hạn ký",
    "signatory_title": "Chức vụ người ký", "signatory_name": "Người ký",
    "archive_line": "Nơi lưu",
}  # fmt: skip
