/** The words by which names of people and labels of belief or descent are known in Vietnamese text. */

/** How people are called before a name. */
export const TITLES = 'ông|bà|anh|chị|em|cô|chú|bác|cháu|cậu|dì|mợ|thím|cụ|vợ chồng|tên';

/** What follows such a word with a capital and is an office or a place, no name. */
export const OFFICES =
  'Công an|Công an viên|Trưởng|Tổ|Chủ|Bí thư|Phó|Hội|Dân quân|Dân phòng|Giám đốc|Hiệu trưởng|Cán bộ|Đội|Ban|Chi hội|Chi bộ|Chi đoàn|Mặt trận|Bảo vệ|Cảnh sát|Bộ đội|Ủy ban|Uỷ ban|Thôn|Xã|Trực ban|Mầm non|Trường tiểu|Trường mầm|Trường trung|Trường học|Trạm|Nhà văn hóa|Đoàn thanh niên|Đoàn Thanh niên|Đảng|Kẻng|Kiểm lâm|Ngã';

/** Words that end a name, because a place begins with them. */
export const PLACE_STARTS = 'Tổ|Thôn|Xóm|Xã|Ấp|Khu|Cổng|Cầu|Chợ|Đường|Ngõ|Hẻm|Ngã|Trạm|Công|Quốc';

/** Before a name that stands for a street, a school, a village … */
export const PLACES =
  'đường|phố|ngõ|hẻm|kiệt|ngách|trường|tiểu học|mầm non|trung học|thcs|thpt|cấp 1|cấp 2|cấp 3|cầu|chợ|cống|bệnh viện|trạm|ấp|thôn|xóm|bản|làng|buôn|khu|khu phố|tổ|ngã ba|ngã tư|công viên|quảng trường|quốc lộ|tỉnh lộ|xã|phường|huyện|quận|tỉnh|thành phố|tp|tp.|hồ|sông|suối|đồi|núi|kênh|bến|bến xe|đình|đền|chùa|miếu|nhà thờ|quán|tiệm|cửa hàng|công ty|nghĩa trang|tượng đài|đội|tại|giáo xứ';

/** Family names that are seldom anything else: two capitalised words are a name. */
export const FAMILIES = 'Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Đinh|Trịnh|Trương';

/** Family names that are places or words too: three capitalised words are a name. */
export const OTHER_FAMILIES =
  'Hồ|Dương|Lý|Đoàn|Đào|Lâm|Phùng|Mai|Tô|Hà|Tạ|Cao|Lương|Châu|Thái|Lưu|Vương|Kiều|Quách|Tống|Triệu|Hứa|Chu|Nghiêm|Tăng|Khổng|Bạch|Diệp|Kim|Thạch|Lò|Quàng|Hầu|Giàng|Sùng|Nông|Bế|Ma|Đàm';

/** After "văn" and "thị" these make a common word, no name. */
export const NO_GIVEN = 'hóa|hoá|phòng|bản|nghệ|minh|thư|học|trấn|xã|trường|sát|giác|đội';

/** Words without diacritics that are titles more often than anything else. */
export const BARE_TITLES = 'ong|ba|anh|chi|co|chu|bac|em|chau';

/** Of the family names without diacritics, those that are never a common word. */
export const BARE_FAMILIES = 'Nguyen|Tran|Pham|Huynh|Phan|Bui';

/** What looks like a name and is none. */
export const NO_NAMES = 'Hồ Chí Minh|Hà Nội|Lâm Đồng|Lê Hồng Phong|Lý Thường Kiệt';

/** Beliefs by which people might be labelled; a place of worship is a place. */
export const BELIEFS =
  'đạo tin lành|tin lành|đạo công giáo|công giáo|thiên chúa giáo|đạo thiên chúa|đạo chúa|đạo phật|phật giáo|phật tử|đạo cao đài|đạo hòa hảo|đạo hoà hảo|hòa hảo|hoà hảo|đạo hồi|hồi giáo|cơ đốc|bà la môn|giáo dân|tín đồ|con chiên|theo đạo(?! đức)|người có đạo(?! đức)|tà đạo|đạo lạ|tôn giáo|pháp luân công|hội thánh đức chúa trời';

/** Before a belief: then it is the name of a place or an office. */
export const WORSHIP =
  'nhà thờ|nhà nguyện|thánh thất|thánh đường|chùa|đình|đền|miếu|tịnh xá|cơ sở|điểm|cổng|ban|phòng|nghe|báo|được';

/** Descents by which people might be labelled, always with a capital. */
export const DESCENTS =
  "Kinh|Hoa|Khmer|Khơ me|Khơ Me|Tày|Nùng|Mường|Thái|Mông|H['’]?Mông|Mèo|Dao|Ê đê|Ê Đê|Ê-đê|Ba na|Ba Na|Gia rai|Gia Rai|Jrai|K['’]?Ho|Cơ ho|Cơ Ho|Chu ru|Chu Ru|Churu|Mạ|Chăm|Raglai|Ra glai|M['’]?nông|M['’]?Nông|Xơ đăng|Xơ Đăng|Xtiêng|Stiêng|Sán Dìu|Sán Chay|Thổ|Giáy|Hrê|Bru|Cơ tu|Cơ Tu|Thượng";
