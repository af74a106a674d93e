"""What the columns and the classes of the course's datasets are called, and what the columns of real files may hold."""

from __future__ import annotations

from ann_toolkit.datasets.quantities import (
    BEARING,
    CELSIUS,
    COUNT,
    FLAG,
    HOUR,
    LATITUDE,
    LONGITUDE,
    MONTH,
    PERCENT,
    SHARE,
    Quantity,
    code,
)

ROBOT_SENSORS = tuple(f"US{number}" for number in range(1, 25))
DIRECTIONS = ("Move-Forward", "Sharp-Right-Turn", "Slight-Left-Turn", "Slight-Right-Turn")

GEAR_DEVIATIONS = (
    "pitch_spur",
    "runout_spur",
    "form_spur",
    "pitch_crown",
    "runout_crown",
    "form_crown",
    "misalignment",
)
GEAR_INPUTS = (
    *(f"T_{name}" for name in GEAR_DEVIATIONS),
    *(f"K_{name}" for name in GEAR_DEVIATIONS),
    "KTE_admissible",
)
GEAR_OUTPUTS = ("defective_spur_percent", "defective_crown_percent", "defective_assembly_percent")

SIGNS = ("0", "1", "2", "3", "4", "5")
CATS_DOGS = ("cat", "dog")
DIGITS = tuple("0123456789")
# EMNIST-Balanced keeps the small letters that look unlike their capitals (Cohen and others, 2017).
EMNIST_BALANCED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"
FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)

CALIFORNIA = (
    "MedInc",
    "HouseAge",
    "AveRooms",
    "AveBedrms",
    "Population",
    "AveOccup",
    "Latitude",
    "Longitude",
)
COVTYPE = (
    "Elevation",
    "Aspect",
    "Slope",
    "Horizontal_Distance_To_Hydrology",
    "Vertical_Distance_To_Hydrology",
    "Horizontal_Distance_To_Roadways",
    "Hillshade_9am",
    "Hillshade_Noon",
    "Hillshade_3pm",
    "Horizontal_Distance_To_Fire_Points",
    *(f"Wilderness_Area_{number}" for number in range(4)),
    *(f"Soil_Type_{number}" for number in range(40)),
)
COVER_TYPES = (
    "Spruce/Fir",
    "Lodgepole Pine",
    "Ponderosa Pine",
    "Cottonwood/Willow",
    "Aspen",
    "Douglas-fir",
    "Krummholz",
)
CREDIT_CARD = ("Time", *(f"V{number}" for number in range(1, 29)), "Amount")
BIKE_SHARING = (
    "season",
    "year",
    "month_sin",
    "month_cos",
    "hour_sin",
    "hour_cos",
    "holiday",
    "weekday",
    "workingday",
    "clear",
    "misty",
    "light_rain",
    "heavy_rain",
    "temperature",
    "feels_like",
    "humidity",
    "windspeed",
)
WEATHER = (
    "temperature_C",
    "humidity",
    "wind_speed_kmh",
    "wind_bearing_degrees",
    "visibility_km",
    "pressure_mbar",
    "month",
    "hour",
)

# What the real files hold, column by column: the reasons for limits that the words do not tell stand beside them.

# A distance that an ultrasonic sensor can measure: from farther than that, no echo comes back to be heard.
ROBOT_DISTANCE = Quantity("a distance in metres, 0 to 11", 0, 11)

GEAR_RAW = {
    **dict.fromkeys(GEAR_INPUTS[:7], Quantity("above 0 (a tolerance in micrometres)", 1e-12, 1e6)),  # a metre
    **dict.fromkeys(GEAR_INPUTS[7:14], Quantity("above 0 (a capability)", 1e-12, 1e6)),
    "KTE_admissible": Quantity("above 0 (micrometres)", 1e-12, 1e6),
    **dict.fromkeys(GEAR_OUTPUTS, PERCENT),
}

CALIFORNIA_RAW = {
    "median_income": Quantity(
        "an income in 10 000 dollars a year, 0 to 100", 0, 100
    ),  # half a block earns less
    "housing_median_age": Quantity("an age in years, 0 to 1000", 0, 1000),
    "total_rooms": COUNT,
    "total_bedrooms": COUNT,
    "population": COUNT,
    "households": Quantity("1 or more households: the averages are over them", 1, COUNT.highest),
    "latitude": LATITUDE,
    "longitude": LONGITUDE,
    "median_house_value": Quantity("a price in dollars, 0 to a billion", 0, 1e9),
}

_METRES = Quantity("a distance in metres, 0 or more", 0, 20_004_000)  # from pole to pole
COVTYPE_RAW = {
    "Elevation": Quantity("a height in metres, -500 to 9000", -500, 9000),  # the Dead Sea to Everest
    "Aspect": BEARING,
    "Slope": Quantity("a slope, 0 to 90 degrees", 0, 90),
    "Horizontal_Distance_To_Hydrology": _METRES,
    "Vertical_Distance_To_Hydrology": Quantity("a difference of heights, -9500 to 9500 metres", -9500, 9500),
    "Horizontal_Distance_To_Roadways": _METRES,
    "Hillshade_9am": code("light on the ground", 0, 255),
    "Hillshade_Noon": code("light on the ground", 0, 255),
    "Hillshade_3pm": code("light on the ground", 0, 255),
    "Horizontal_Distance_To_Fire_Points": _METRES,
    **dict.fromkeys(COVTYPE[10:], FLAG),
    "Cover_Type": code("a cover type", 1, 7),
}
# Groups of columns of which each row has exactly one: a place lies in one area and on one soil.
COVTYPE_ONE_OF = {"wilderness area": COVTYPE[10:14], "soil type": COVTYPE[14:]}

CREDIT_CARD_RAW = {
    "Time": Quantity("seconds since the first payment, 0 or more", 0, 1e10),  # three centuries
    **{
        f"V{number}": Quantity("a number", -1e12, 1e12) for number in range(1, 29)
    },  # as much as amounts can differ
    "Amount": Quantity("an amount, 0 or more", 0, 1e12),
    "Class": code("honest or fraud", 0, 1),
}

BIKE_SHARING_RAW = {
    "season": code("a season", 1, 4),
    "yr": code("years since 2011", 0, 99),
    "mnth": MONTH,
    "hr": HOUR,
    "holiday": FLAG,
    "weekday": code("a day of the week", 0, 6),
    "workingday": FLAG,
    "weathersit": code("a kind of weather", 1, 4),
    "temp": SHARE,
    "atemp": SHARE,
    "hum": SHARE,
    "windspeed": SHARE,
    "casual": Quantity(COUNT.what, 0, COUNT.highest, whole=True),
    "registered": Quantity(COUNT.what, 0, COUNT.highest, whole=True),
}

WEATHER_RAW = {
    "Temperature (C)": CELSIUS,
    "Humidity": SHARE,
    "Wind Speed (km/h)": Quantity("a wind speed, 0 to 500 km/h", 0, 500),  # 408 is the fastest gust measured
    "Wind Bearing (degrees)": BEARING,
    "Visibility (km)": Quantity("a distance in km, 0 to 1000", 0, 1000),  # the Earth is round
    # The public file says 0 where the barometer was silent; on the highest mountain there are 330.
    "Pressure (millibars)": Quantity("a pressure, 300 to 1100 millibars (or 0, not measured)", 0, 1100),
    "Apparent Temperature (C)": Quantity("what the air feels like, -150 to 150 degrees Celsius", -150, 150),
}
LEAST_PRESSURE = 300  # millibars; below that only 0 is kept, and the provenance says so
