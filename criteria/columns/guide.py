"""The sheet that tells officials how to edit the workbook."""

from core.spreadsheets import Column
from criteria.columns import sheets

GUIDE_COLUMNS = (
    Column("what", "Việc", width=34),
    Column("how", "Cách làm", "lines", max_length=2000, width=110),
)
GUIDE_ROWS = (
    ("Sửa nội dung, điểm", "Gõ đè lên ô trắng. Điểm và số liệu để dạng số. Không dùng công thức, "
     "không gộp ô. Rê chuột vào tiêu đề cột để đọc giải thích."),
    ("Ô có danh sách", "Bấm mũi tên ở ô rồi chọn. Các giá trị được nhận ghi ở trang “Danh mục”."),
    ("Cột màu xám (khoá, tên số liệu)", "Hệ thống dùng để nhận ra từng dòng khi so sánh các phiên "
     "bản; đã khoá để khỏi sửa nhầm. Dòng mới để trống các ô này, hệ thống tự đặt."),
    ("Thêm một dòng", "Bấm chuột phải vào số dòng, chọn Insert, rồi điền các ô trắng. "
     "Chép một dòng có sẵn thì phải xoá các ô xám của dòng mới, nếu không khoá bị trùng."),
    ("Bỏ một dòng", "Xoá trắng các ô trắng của dòng; dòng chỉ còn ô xám được coi là đã bỏ. "
     "Muốn xoá hẳn hoặc đổi thứ tự dòng: Review, Unprotect Sheet (không có mật khẩu)."),
    (f"Trang “{sheets.INFORMATION}”", "Tên, năm, loại đơn vị và tổng điểm của bộ tiêu chí."),
    (f"Trang “{sheets.CONTENTS}”", "Mỗi dòng là một nhóm hoặc một tiêu chí, theo đúng thứ tự in. "
     "Điểm tối đa của nhóm bằng tổng điểm các tiêu chí trong nhóm; các nhóm (trừ điểm thưởng) cộng "
     "lại bằng tổng điểm của bộ."),
    (f"Trang “{sheets.PARTS}”", "Mỗi tiêu chí có một hoặc nhiều phần điểm, cộng lại bằng điểm của "
     "tiêu chí. Cách tính quyết định cần điền những cột nào (xem dưới); cột không dùng để trống."),
    (f"Trang “{sheets.STEPS}”", "Các mức, lựa chọn, nội dung đếm của từng phần điểm: ghi mã tiêu "
     "chí và phần số như ở trang trước."),
    ("Cách tính “Theo mức”", "Xếp mức theo tỷ lệ: điền Tử số, Mẫu số. Theo số đếm hoặc số thập "
     "phân: điền Câu hỏi. Mỗi mức một dòng ở trang “Mức điểm” với cận (Từ, Trên, Dưới, Đến) và "
     "Điểm. Mức cao nhất không ghi cận trên, mức thấp nhất không ghi cận dưới."),
    ("Cách tính “Theo tỷ lệ”", "Điền Tử số, Mẫu số. Điểm bằng tỷ lệ nhân điểm tối đa."),
    ("Cách tính “Đếm, có trần”", "Mỗi việc được đếm một dòng ở trang “Mức điểm”: tên việc và điểm "
     "cho mỗi trường hợp."),
    ("Cách tính “Chọn một mức”", "Điền Câu hỏi. Mỗi lựa chọn một dòng ở trang “Mức điểm”."),
    ("Cách tính “Có hoặc không”", "Điền Câu hỏi; ghi câu trả lời được điểm nếu đó là “Không”."),
    ("Cách tính “Trừ dần, có sàn”", "Mỗi việc bị trừ một dòng ở trang “Mức điểm”: tên việc, điểm "
     "trừ mỗi trường hợp. Có “Số phải có” thì trừ theo số còn thiếu. Điểm sàn để trống là 0."),
    ("Cách tính “Chấm theo đánh giá”", "Người chấm cho điểm từ 0 đến điểm tối đa."),
    ("Nhập lại", "Vào Bộ tiêu chí, chọn Nhập từ tệp. Hệ thống cho xem mọi thay đổi so với bản hiện "
     "tại và chỉ ghi khi đồng chí xác nhận. Có ô sai thì hệ thống nêu từng ô và không ghi gì."),
)  # fmt: skip
