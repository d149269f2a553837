"""The main pages of the office: how each is reached, and the heading by which a person knows where they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.desk import Desk


@dataclass(frozen=True)
class OfficePage:
    """A page, and in ``words`` what it is: ``path``, or the address of the first link on ``path`` that matches ``link``."""

    name: str
    words: str
    path: str
    heading: str | re.Pattern[str]
    link: str = ""


PAGES = (
    OfficePage("queue", "the morning queue, the gravest report first", "/queue", re.compile(r"^Đêm \d+ rạng sáng")),
    OfficePage(
        "report", "one report: line, incidents, photos, decision", "/queue", re.compile("Tổ|Đội"), link="a.queue-row"
    ),
    OfficePage("cover-words", "covering words of a report", "/queue", "Che lời", link="#covering a[href$='/words/redact']"),
    OfficePage("cover-photo", "covering parts of a photo", "/queue", "Làm mờ ảnh", link="#covering .strip a"),
    OfficePage("grid", "every team's every night of the month", "/grid", re.compile("Tháng 11")),
    OfficePage("morning", "the night on one sheet, for the briefing", "/morning", re.compile(r"^Đêm \d+ rạng sáng")),
    OfficePage("figures", "what the month's nights add up to, compared", "/figures", re.compile("Tháng 11")),
    OfficePage("models-figures", "what the book of models adds up to", "/models/figures", "Năm 2026"),
    OfficePage("periods", "which reports of periods there are to make", "/periods", "Báo cáo kỳ"),
    OfficePage("rounds", "review rounds of models", "/models/rounds", "Đợt rà soát mô hình"),
    OfficePage("difficulties", "what hinders, late ones first", "/models/difficulties", "Khó khăn, vướng mắc"),
    OfficePage("late", "what is past its day, and who is asked", "/models/late", "Trễ hạn"),
    OfficePage("commendations", "the year's commendations", "/emulation", re.compile("^Năm ")),
    OfficePage("funds", "what is in the teams' funds", "/emulation/funds", "Sổ quỹ dân nuôi"),
    OfficePage("fund", "a team's fund book", "/emulation/funds", re.compile("Tổ|Đội"), link="main a.row-link"),
    OfficePage("figures-shifts", "the planned shifts behind a figure", "/figures/shifts", "Ca theo lịch"),
    OfficePage("figures-duty", "who was on duty, by name", "/figures/duty", "Ai đi những đêm nào"),
    OfficePage("classes", "evidence for the yearly class of all teams", "/classes", re.compile("^Kỳ ")),
    OfficePage("class", "a team's evidence, and what is proposed", "/classes", re.compile("Tổ|Đội"), link="a.row-link"),
    OfficePage("things", "what is counted: cameras by eyes, gongs, boards, kit", "/models/assets", "Phương tiện mô hình"),
    OfficePage(
        "thing", "one thing: how it was found, and when", "/models/assets?kind=gong", re.compile("^Kẻng"), link="a.row-link"
    ),
    OfficePage("thing-form", "a gong with its signals", "/models/assets/new?kind=gong", re.compile("^Thêm kẻng")),
    OfficePage("roads", "roads watched by cameras, and how these stand", "/models/roads", "Tuyến đường camera an ninh"),
    OfficePage("needs", "where cameras are needed, and the gap", "/models/needs", "Nơi cần lắp camera"),
    OfficePage("scripts", "what loudspeakers may say", "/models/scripts", "Bài cho loa lưu động"),
    OfficePage("activities", "what was done for models, with its evidence", "/models/activities", "Hoạt động mô hình"),
    OfficePage(
        "activity",
        "one activity and what bears it out",
        "/models/activities",
        re.compile("."),
        link=".doings a[href*='/activities/']",
    ),
    OfficePage(
        "activity-form", "a talk, by its kind's own questions", "/models/activities/new?kind=propaganda", "Tuyên truyền"
    ),
    OfficePage("matters", "what stays to be done, oldest first", "/matters", "Việc còn tồn"),
    OfficePage("paper", "which night is entered from the paper book", "/paper", "Nhập ca từ sổ giấy"),
    OfficePage("paper-form", "a night as its paper book has it", "/paper", re.compile("Tổ|Đội"), link="a[href*='/paper?']"),
    OfficePage("deputies", "who stands in for an absent officer", "/deputies", "Ủy quyền phụ trách địa bàn"),
    OfficePage("reports", "all reports, with filters and search", "/reports", "Báo cáo"),
    OfficePage("search", "incidents, nights, places and teams by a few words", "/search?q=tro", "Tìm"),
    OfficePage("feed", "what happened, as police see it", "/feed", "Bảng tin"),
    OfficePage("teams", "the teams of the commune", "/teams", "Các tổ"),
    OfficePage(
        "team",
        "one team: members, phones, invitations",
        "/teams",
        re.compile("Tổ|Đội"),
        link="main td a[href^='/teams/']",
    ),
    OfficePage("list", "teams and members out of a spreadsheet", "/teams/import", "Nhập từ bảng tính"),
    OfficePage("invitations", "for which teams invitations are printed", "/teams/invitations", "In mã mời"),
    OfficePage("phones", "how every phone fares, trouble first", "/phones", "Các máy"),
    OfficePage("team-month", "a team's month", "/queue", re.compile("Tháng 11"), link=".gap-row a[href*='/month']"),
    OfficePage("roster", "a team's month to plan", "/roster", re.compile("Tháng 11|Lịch trực")),
    OfficePage("routes", "routes and their checkpoints", "/routes", re.compile("Lộ trình|Tuyến")),
    OfficePage("notices", "what the teams are told, and who has read it", "/notices", "Thông báo"),
    OfficePage("held", "received, to be settled by a person", "/held", re.compile("[Cc]hờ xử lý")),
    OfficePage("exports", "what leaves as a file: chosen, looked at, taken", "/exports", "Xuất dữ liệu"),
    OfficePage("files", "files that are made apart, and where they stand", "/exports/files", "Tệp đã đặt"),
    OfficePage("keys", "keys by which programs read exports", "/account/keys", "Mã cho chương trình"),
    OfficePage("attendance", "who was on duty how many nights", "/attendance", re.compile("Chấm công trực đêm")),
    OfficePage("check-print", "whether a print is what the book says", "/prints", "Kiểm tra bản in"),
    OfficePage("rescue", "the file of a phone that could not send", "/rescue", "Nhận tệp cứu hộ"),
    OfficePage("account", "how one's account is guarded, and where it is signed in", "/account", "Bảo mật tài khoản"),
    OfficePage("set-up", "setting up the second factor", "/account/second-factor", "Đặt xác thực hai bước"),
    OfficePage("passkey", "making a passkey, or why there can be none here", "/account/passkeys/new", "Thêm khóa của máy"),
    OfficePage("accounts", "the commune's accounts, for the chief", "/accounts", "Tài khoản của xã"),
    OfficePage("pages", "all pages that have no place in the top bar", "/pages", "Tất cả các trang"),
    OfficePage("new-account", "a new account of the commune", "/accounts/new", "Thêm tài khoản"),
    OfficePage("settings", "what the commune has set, and from when", "/settings", "Cài đặt của xã"),
    OfficePage("setting", "one setting, its day of effect and its history", "/settings/pronoun", "Cách xưng hô"),
    OfficePage("categories", "the kinds of incident and activity", "/categories", "Danh mục việc"),
    OfficePage("category", "how a category is called and used", "/categories/A02", re.compile("Karaoke")),
    OfficePage("settings-sheet", "settings by spreadsheet, tried first", "/settings/sheet/settings", "Sửa bằng bảng tính"),
    OfficePage("models", "the book of models by its kinds, with sites, groups and members", "/models/", "Sổ mô hình"),
    OfficePage("model-kind", "a kind of model with its sites", "/models/kinds/M10", "Tổ liên gia an toàn PCCC"),
    OfficePage("model", "a site: story, groups, what spread", "/models/?q=dan+cu", re.compile("dân cử"), link="a.row-link"),
    OfficePage("model-propose", "a proposal, with its kind's questions", "/models/propose?kind=M01", "Đề xuất mô hình"),
    OfficePage("peaks", "in which nights more is asked", "/peaks", "Đợt cao điểm"),
    OfficePage(
        "requests", "requests about personal data, late ones first", "/privacy/requests", "Yêu cầu về dữ liệu cá nhân"
    ),
    OfficePage("request-form", "a request from its paper slip", "/privacy/requests/new", "Ghi yêu cầu"),
    OfficePage("retention", "what would be deleted, what is held, what went", "/privacy/retention", "Thời hạn lưu"),
    OfficePage("consents", "who agreed to which text, and when", "/privacy/consents", "Sổ đồng ý"),
    OfficePage("papers", "the documents of the commune, ready to sign", "/privacy/papers", "Văn bản về dữ liệu cá nhân"),
    OfficePage("document", "one of them, as it is printed", "/privacy/papers/procedure", re.compile("QUY TRÌNH")),
    OfficePage("poster", "the notice for the village hall", "/privacy/papers/poster", "THÔNG BÁO"),
    OfficePage("access-log", "who saw or took what", "/access-log", "Nhật ký truy cập"),
    OfficePage("book", "whether the journal is whole", "/journal", "Kiểm tra sổ gốc"),
    OfficePage("notes", "the journal, looked through", "/journal/notes", "Tìm trong sổ gốc"),
    OfficePage(
        "history",
        "who did what to one record",
        "/journal/notes?about=report",
        re.compile("."),
        link="main a[href^='/history/report']",
    ),
    OfficePage("help", "how the office works", "/help", re.compile("Hướng dẫn")),
)
# What only `make screens` walks, for its pictures: pages that other tests look at, and how others than the chief see theirs.
FURTHER = (
    OfficePage("round-form", "a new round with the usual criteria", "/models/rounds/new", "Mở đợt rà soát"),
    OfficePage("difficulty-form", "raising a difficulty", "/models/difficulties/new", "Nêu khó khăn, vướng mắc"),
    OfficePage("inspections", "what inspections found", "/models/inspections", "Kiểm tra chuyên đề"),
    OfficePage("inspection-form", "writing an inspection down", "/models/inspections/new", "Ghi cuộc kiểm tra"),
    OfficePage("silences", "sites long without activity", "/models/silences", "Lâu không hoạt động"),
    OfficePage(
        "commendations-counted",
        "the proposals behind a line of a report",
        "/emulation?first=2026-01-01&last=2026-12-31&kind=proposed",
        "Đề xuất khen",
    ),
    OfficePage("propose", "whom to commend", "/emulation/new", "Đề xuất khen"),
    OfficePage("proposal", "a proposal with records to pick", "/emulation/new", "Đề xuất khen", link="main a[href*='team']"),
    OfficePage("models-found", "the sites of a narrowed book", "/models/?level=kha", "Sổ mô hình"),
    OfficePage("model-choose", "of which kind a new model is", "/models/propose", "Đề xuất mô hình"),
    OfficePage("model-enter", "a model that has been there for years", "/models/enter?kind=M09", "Ghi mô hình đã có"),
    OfficePage("model-kinds", "the country's kinds of models and the commune's own", "/models/kinds", "Loại mô hình"),
    OfficePage("model-list", "models out of a spreadsheet", "/models/import", "Nhập mô hình từ bảng tính"),
    OfficePage("figures-year", "a year's nights added up", "/figures?kind=year", "Năm 2026"),
    OfficePage("search-found", "what a few words find", "/search?q=cầu", "Tìm"),
    OfficePage("codes", "a route's codes, to be put up", "/routes", "Mã các điểm", link="main a[href$='/codes']"),
    OfficePage("new-category", "a category of the commune's own", "/categories/new", re.compile("Thêm")),
    OfficePage("alerts", "urgent alerts, and who has them", "/alerts", re.compile("[Bb]áo|[Kk]hẩn")),
    OfficePage(
        "past-night",
        "a night of weeks ago, whole",
        "/reports?to_night=2026-11-10",
        re.compile("."),
        link="main a[href^='/reports/0']",
    ),
)
OTHERS: dict[str, tuple[OfficePage, ...]] = {
    "ha": (
        OfficePage(
            "officer-queue", "the queue of an officer, the own villages alone", "/queue", re.compile(r"^Đêm \d+ rạng sáng")
        ),
    ),
    "loan": (
        OfficePage("committee-feed", "what the people's committee reads, without names", "/feed", "Bảng tin"),
        OfficePage("committee-figures", "and its figures", "/figures", re.compile("Tháng 11")),
    ),
    "anh": (
        OfficePage("dpo-requests", "requests, for who watches over data", "/privacy/requests", "Yêu cầu về dữ liệu cá nhân"),
    ),
    "son": (
        OfficePage("province-board", "the communes of a province, by month", "/feed", re.compile(".")),
        OfficePage(
            "province-settings", "what a province sets for its communes", "/province/settings", re.compile("[Cc]ài đặt")
        ),
        OfficePage(
            "province-setting",
            "one of them, from a day on",
            "/province/settings",
            re.compile("."),
            link="main a[href^='/province/settings/']",
        ),
    ),
}


def visit_all(desk: Desk, pages: tuple[OfficePage, ...] = PAGES) -> Iterator[OfficePage]:
    """Open each page in turn and see its heading."""
    for page in pages:
        desk.open(page.path)
        if page.link:
            href = desk.page.locator(page.link).first.get_attribute("href")
            assert href, f"{page.path} leads to no {page.name}"
            desk.open(href)
        headings = desk.page.locator("main, aside").get_by_role("heading", name=page.heading)
        expect(headings.first, page.name).to_be_attached()
        yield page
