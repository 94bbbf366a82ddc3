"""Words of this app's audit events."""

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
    "role.assigned": "Giao vai trò",
    "role.ended": "Kết thúc vai trò",
    "letterhead.created": "Thêm thể thức văn bản",
    "letterhead.changed": "Sửa thể thức văn bản",
}
