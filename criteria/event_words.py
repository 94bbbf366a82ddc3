"""Words of this app's audit events."""

EVENT_WORDS = {
    "criteria_set.created": "Soạn bộ tiêu chí",
    "criteria_set.replaced": "Thay toàn bộ nội dung bộ tiêu chí",
    "criteria_set.published": "Ban hành bộ tiêu chí",
    "criteria_set.retired": "Ngừng sử dụng bộ tiêu chí",
    "criterion.changed": "Sửa tiêu chí",
    "part.added": "Thêm phần điểm",
    "part.changed": "Sửa phần điểm",
    "part.moved": "Chuyển chỗ phần điểm",
    "part.copied": "Nhân bản phần điểm",
    "part.deleted": "Xoá phần điểm",
    "part.restored": "Khôi phục phần điểm",
}
