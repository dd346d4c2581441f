"""Others' tables of the same reports: whose they are, where they are to be had, and the words they use."""

from __future__ import annotations

from parsers.records.outside import Credit

IVANIUK = Credit(
    slug="ivaniuk",
    title="Massive Missile Attacks on Ukraine",
    author="Petro Ivaniuk",
    licence="ODC-BY 1.0 by its datapackage, CC BY-NC-SA 4.0 as others cite it",
    address="https://www.kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine",
)
EODI = Credit(
    slug="eodi",
    title="European Observatory of Drone Incidents",
    author="QuantuSync",
    licence="CC BY 4.0",
    address="https://github.com/QuantuSync/droneobservatory",
)
# Those that anybody can get; nothing of them comes with the program.
KNOWN = (IVANIUK, EODI)

# The models of Ivaniuk's table, a row each, with the family that its numbers are added to.
# What we add up as well; OTHER is counted apart by us: reconnaissance, loitering munitions, bombs.
DRONES, MISSILES, OTHER = "drones", "missiles", "other"

MODELS: dict[str, str] = {
    "Shahed-136/131": DRONES,
    "Unknown UAV": DRONES,
    "Молнія": DRONES,
    "Привет-82": DRONES,
    "Iskander-M": MISSILES,
    "Iskander-M/KN-23": MISSILES,
    "Iskander-K": MISSILES,
    "KN-23": MISSILES,
    "Kalibr": MISSILES,
    "X-101/X-555": MISSILES,
    "X-22": MISSILES,
    "X-32": MISSILES,
    "X-31": MISSILES,
    "X-31P": MISSILES,
    "X-31PD": MISSILES,
    "X-35": MISSILES,
    "X-47 Kinzhal": MISSILES,
    "X-59": MISSILES,
    "X-59MK2": MISSILES,
    "X-59/X-69": MISSILES,
    "X-69": MISSILES,
    "C-300": MISSILES,
    "C-400": MISSILES,
    "C-300/C-400": MISSILES,
    "3M22 Zircon": MISSILES,
    "P-800 Oniks": MISSILES,
    "Ballistic Missile": MISSILES,
    "Intercontinental Ballistic Missile": MISSILES,
    "Unknown Missile": MISSILES,
    "Banderol": OTHER,
    "Lancet": OTHER,
    "Kub": OTHER,
    "GBU": OTHER,
    "Aerial Bomb": OTHER,
    "Reconnaissance UAV": OTHER,
    "Orlan-10": OTHER,
    "Orlan-30": OTHER,
    "ZALA": OTHER,
    "Supercam": OTHER,
    "Merlin-VR": OTHER,
    "Eleron": OTHER,
    "Granat-4": OTHER,
    "Картограф": OTHER,
    "Фенікс": OTHER,
    "Orion": OTHER,
    "Forpost": OTHER,
    "Mohajer-6": OTHER,
}
