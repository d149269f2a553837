"""What a text seems to hold of people, in words."""

from flask_babel import lazy_gettext as _l

# By the kinds that ``reports/rules/personal.py`` finds.
PERSONAL_WORDS = {
    "card": _l("số giấy tờ"),
    "telephone": _l("số điện thoại"),
    "plate": _l("biển số xe"),
    "name": _l("tên người"),
    "label": _l("tôn giáo, dân tộc"),
}
