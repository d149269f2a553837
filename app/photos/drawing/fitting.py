"""Which pictures fit what: by category of the catalogue, by what a photo is about, and by the name of a checkpoint."""

from app.core.text import fold

# Categories that take no photo are not here.
BY_CATEGORY: dict[str, tuple[str, ...]] = {
    "A01": ("market_stalls", "culture_house", "bus_station"),
    "A02": ("karaoke_box", "houses_asleep", "shop_shutter"),
    "A03": ("road_night", "parked_motorbike", "bridge"),
    "A04": ("market_stalls", "shop_shutter", "houses_asleep"),
    "A05": ("market_gate", "shop_shutter", "road_night"),
    "A06": ("bus_station", "road_night", "village_gate"),
    "A07": ("fireworks_shells",),
    "A08": ("road_night", "bridge", "village_gate"),
    "A09": ("street_lamp_out", "fence_cut", "notice_board"),
    "B01": ("cold_store", "padlock_open", "market_stalls", "fence_cut"),
    "B02": ("greenhouses", "fence_cut", "rice_field", "pump_station"),
    "B03": ("door_ajar", "padlock_open", "cold_store", "school_gate"),
    "B04": ("parked_motorbike", "road_night", "rice_field"),
    "B05": ("road_night", "bridge", "cloth_bag"),
    "B06": ("padlock_open", "cold_store", "parked_motorbike"),
    "B08": ("culvert", "street_lamp_out", "bus_station"),
    "B09": ("duty_phone", "night_book", "watch_post"),
    "C01": ("smoke_far", "burning_rubbish"),
    "C02": ("smoke_far", "forest_hut"),
    "C03": ("cable_down", "transformer"),
    "C04": ("gas_bottle",),
    "C05": ("burning_rubbish",),
    "C06": ("extinguisher", "fire_point"),
    "C07": ("stream_marks", "bridge"),
    "C08": ("market_gate", "road_barrier", "market_stalls"),
    "D01": ("road_night", "road_barrier"),
    "D02": ("parked_motorbike", "road_night"),
    "D03": ("pothole", "landslip", "fallen_tree"),
    "D04": ("street_lamp_out", "road_barrier"),
    "D05": ("market_stalls", "parked_motorbike"),
    "D06": ("stray_cattle",),
    "D07": ("road_barrier", "school_gate", "rain_road"),
    "E04": ("parked_motorbike", "rain_road"),
    "E05": ("cloth_bag", "keys_found", "phone_found"),
    "E06": ("houses_asleep", "torch"),
    "F01": ("flooded_lane", "stream_marks"),
    "F02": ("landslip",),
    "F03": ("fallen_tree", "tin_roof_off", "lightning"),
    "F04": ("power_cut", "transformer", "street_lamp_out"),
    "F05": ("canal_gate", "culvert", "stream_marks"),
    "F06": ("dumped_waste",),
    "F07": ("camera_pole", "gong", "loudspeaker", "notice_board"),
    "F08": ("sand_pit",),
    "F09": ("stray_cattle", "houses_asleep"),
    "G01": ("loudspeaker", "speaker_cart", "leaflets"),
    "G02": ("padlock_shut", "leaflets", "houses_asleep"),
    "G03": ("gong",),
    "G04": ("meeting_table", "night_book", "culture_house"),
    "G05": ("fire_point", "extinguisher", "camera_pole", "notice_board", "gong"),
    "G07": ("watch_post", "road_barrier", "forest_hut"),
    "Z01": ("torch", "night_book", "houses_asleep"),
}
BY_ABOUT: dict[str, tuple[str, ...]] = {
    "team": ("watch_post", "night_book", "torch", "meeting_table"),
    "checkpoint": ("village_gate", "market_gate", "bridge", "school_gate", "pump_station", "transformer", "road_night"),
    "scene": ("road_night", "houses_asleep", "market_stalls"),
    "damage": ("street_lamp_out", "fence_cut", "pothole"),
    "found": ("cloth_bag", "keys_found", "phone_found"),
    "activity": ("loudspeaker", "leaflets", "meeting_table", "gong"),
}
# Folded words of a place's name, the more telling first.
_BY_PLACE: tuple[tuple[str, str], ...] = (
    ("cong cho", "market_gate"),
    ("cong truong", "school_gate"),
    ("truong", "school_gate"),
    ("kho lanh", "cold_store"),
    ("kho", "cold_store"),
    ("cho", "market_stalls"),
    ("ben xe", "bus_station"),
    ("nha van hoa", "culture_house"),
    ("hoi truong", "culture_house"),
    ("tram bom", "pump_station"),
    ("tram bien ap", "transformer"),
    ("bien ap", "transformer"),
    ("cong thon", "village_gate"),
    ("cong chao", "village_gate"),
    ("cau treo", "bridge"),
    ("cau", "bridge"),
    ("cong thoat", "culvert"),
    ("cong ngam", "culvert"),
    ("dap", "canal_gate"),
    ("kenh", "canal_gate"),
    ("suoi", "stream_marks"),
    ("rung", "forest_hut"),
    ("chot", "watch_post"),
    ("nha luoi", "greenhouses"),
    ("vuon", "greenhouses"),
    ("ruong", "rice_field"),
    ("dong", "rice_field"),
    ("camera", "camera_pole"),
    ("keng", "gong"),
    ("loa", "loudspeaker"),
    ("bang tin", "notice_board"),
    ("be nuoc", "fire_point"),
    ("chua chay", "fire_point"),
    ("cong", "village_gate"),
    ("nga ba", "road_night"),
    ("nga tu", "camera_pole"),
    ("duong", "road_night"),
)


def pictures_of_category(code: str) -> tuple[str, ...]:
    """The pictures that fit a category of the catalogue; empty for one that takes no photo."""
    return BY_CATEGORY.get(code, ())


def picture_of_place(name: str) -> str:
    """The picture that fits a checkpoint by its name, as far as the name tells; else a lane at night."""
    words = f" {fold(name)} "
    return next((picture for part, picture in _BY_PLACE if f" {part} " in words), "houses_asleep")
