"""What each key of site and stages means, in French, for the editor of an instructor.

It deliberately holds no limits and no keys of its own: a key without a sentence here falls back on the meaning beside
its Bounds.
"""

from __future__ import annotations

from simulator.bounds import Bounds

#: 'Dataclass.field' -> meaning.
FRENCH: dict[str, str] = {
    "FibreSpec.type": "Type de fibre.",
    "FibreSpec.colour": "Couleur de la fibre.",
    "FibreSpec.mode_field_um": "Diamètre de mode à 1310 nm. Sans valeur : tiré au sort dans la tolérance.",
    "FibreSpec.core_offset_um": "Décentrage du cœur. Sans valeur : tiré au sort dans la tolérance.",
    "FibreSpec.dirt": "Gel et graisse sur le vernis : 0 propre, 1 très sale.",
    "StripperSpec.dirt": "Miettes de vernis dans la pince : 0 propre, 1 très sale.",
    "CleaverSpec.wear": "Usure de la lame à sa position : 0 neuve, 1 usée.",
    "CleaverSpec.position": "Position de la lame.",
    "CleaverSpec.length_mm": "Longueur de coupe que la soudeuse demande.",
    "SplicerSpec.alignment": "Alignement : core sur le cœur, cladding sur la gaine.",
    "SplicerSpec.programme": "Programme choisi au début.",
    "SplicerSpec.groove_dirt_left": "Saleté dans la rainure gauche : 0 propre, 1 très sale.",
    "SplicerSpec.groove_dirt_right": "Saleté dans la rainure droite : 0 propre, 1 très sale.",
    "SplicerSpec.optics_dust": "Poussière sur les caméras : 0 propre, 1 très sale.",
    "SplicerSpec.arc_drift": "Dérive de l’arc : 0 juste, 0.35 trop fort d’un tiers, négatif trop faible.",
    "SplicerSpec.electrode_arcs": "Arcs faits depuis le changement des électrodes.",
    "SplicerSpec.electrode_life": "Arcs que les électrodes supportent.",
    "SplicerSpec.arc_test_due": "true : un test d’arc est à faire avant de souder.",
    "SplicerSpec.loss_limit_db": "Limite de l’estimation de perte.",
    "SplicerSpec.cleave_limit_deg": "Angle de coupe que la soudeuse refuse.",
    "SplicerSpec.heat_s": "Temps de chauffe du four.",
    "SplicerSpec.cool_s": "Temps de refroidissement avant de plier.",
    "Weather.temperature_c": "Température de l’air.",
    "Weather.wind_m_s": "Vent sur l’établi.",
    "Weather.altitude_m": "Altitude.",
    "SiteSpec.fibres": "Les deux fibres : gauche, puis droite.",
    "SiteSpec.reserve_mm": "Longueur de fibre libre de chaque côté.",
    "SiteSpec.sleeve_mm": "Longueur du manchon de protection.",
    "SiteSpec.wavelength_nm": "Longueur d’onde de la perte vraie.",
    "SiteSpec.stripper": "État de la pince à dénuder.",
    "SiteSpec.cleaver": "État de la cliveuse.",
    "SiteSpec.splicer": "État de la soudeuse.",
    "SiteSpec.weather": "Le temps qu’il fait.",
    "SiteSpec.stripped_and_cleaved": "true : les fibres sont déjà dénudées et coupées.",
    "SiteSpec.line": "La ligne à mesurer, depuis l’appareil.",
    "LineSpec.parts": "Les éléments de la ligne, dans l’ordre.",
    "LineSpec.far": "Le bout de la ligne : open (droit, à l’air), angled (APC, à l’air), terminated, crushed.",
    "LineSpec.launch_m": "Longueur de la bobine amorce. 0 : pas de bobine.",
    "LineSpec.tail_m": "Longueur de la bobine de fin. 0 : pas de bobine.",
    "LineSpec.near_polish": "Polissage de la fiche de l’appareil et du début de la ligne.",
    "LineSpec.cord_dust": "Poussière sur la fiche de l’appareil : 0 propre, 1 très sale.",
    "LineSpec.crossed": "Numéro de la fibre qui est vraiment au bout. 0 : comme le plan.",
    "LineSpec.upstream": "true : l’appareil est chez l’abonné, la lumière entre par une sortie du coupleur.",
    "PartSpec.type": "Sorte d’élément : fibre, splice, connector, bend, splitter.",
    "PartSpec.name": "Lieu de l’élément, affiché à l’écran.",
    "PartSpec.length_m": "Longueur de fibre.",
    "PartSpec.fibre": "Type de fibre.",
    "PartSpec.mode_field_um": "Diamètre de mode à 1310 nm. Sans valeur : tiré au sort dans la tolérance.",
    "PartSpec.attenuation_db_km": "Affaiblissement. Sans valeur : celui du type de fibre.",
    "PartSpec.loss_db": "Perte vraie, la même à toutes les longueurs d’onde. Sans valeur : calculée.",
    "PartSpec.offset_um": "Décalage des cœurs de la soudure.",
    "PartSpec.reflectance_db": "Réflectance. Sans valeur : calculée.",
    "PartSpec.near_polish": "Polissage de la fiche côté appareil.",
    "PartSpec.far_polish": "Polissage de la fiche de l’autre côté.",
    "PartSpec.dust": "Poussière sur les deux faces : 0 propre, 1 très sale.",
    "PartSpec.oil": "Gras sur les deux faces : 0 propre, 1 très sale.",
    "PartSpec.scratches": "Rayures des deux faces : 0 aucune, 1 beaucoup.",
    "PartSpec.radius_mm": "Rayon de la courbure.",
    "PartSpec.turns": "Nombre de tours de la courbure.",
    "PartSpec.ports": "Nombre de sorties du coupleur.",
    "PartSpec.work": "true : c’est ici que la personne travaille.",
    "plan.pairs": "Le plan : les paires, dans l’ordre.",
    "plan.pair": "La ligne du plan à choisir maintenant.",
    "PairSpec.left": "Couleur à gauche.",
    "PairSpec.right": "Couleur à droite.",
    "preparation.sides": "Les côtés à préparer.",
    "preparation.cleaves": "Bonnes coupes de suite demandées par côté.",
    "preparation.strip_aim_mm": "Longueur à dénuder.",
    "preparation.strip_tolerance_mm": "Tolérance sur la longueur dénudée.",
    "preparation.speed_low_mm_s": "Vitesse de dénudage la plus lente qui convient.",
    "preparation.speed_high_mm_s": "Vitesse de dénudage la plus rapide qui convient.",
    "preparation.angle_limit_deg": "Angle de coupe encore bon.",
    "splicing.protect": "true : le manchon et le four font partie de l’exercice.",
    "splicing.proof": "true : la soudeuse tire sur la soudure à l’ouverture.",
}


def describe(owner: str, name: str, bounds: Bounds | None) -> str | None:
    """Meaning of a key with its unit and limits; owner is a dataclass, or the scene for its Params."""
    text = FRENCH.get(f"{owner}.{name}") or (bounds.doc if bounds else None)
    if bounds is None:
        return text
    limits = f"De {bounds.low:g} à {bounds.high:g} {bounds.unit}".rstrip() + "."
    return f"{text} {limits}" if text else limits
