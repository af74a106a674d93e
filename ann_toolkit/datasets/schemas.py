"""What the columns and the classes of the course's datasets are called: their public files and their twins alike."""

from __future__ import annotations

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
