"""Words that no single scene owns: facts, causes of loss, verdicts, skills, tools, places, programmes.

It knows no scene code, only keys, and translates nothing itself.
"""

from __future__ import annotations

from simulator.i18n import N_

FACTS: dict[str, str] = {
    "sleeve.on": N_("Manchon enfilé"),
    "coating.dirt_pct": N_("Saleté du vernis"),
    "strip.left_length_mm": N_("Longueur dénudée à gauche"),
    "strip.right_length_mm": N_("Longueur dénudée à droite"),
    "strip.worst_length_error_mm": N_("Écart de longueur dénudée"),
    "strip.max_speed_mm_s": N_("Vitesse de dénudage"),
    "strip.worst_nick_um": N_("Rayure du verre"),
    "clean.worst_residue_pct": N_("Saleté du verre"),
    "clean.worst_delay_s": N_("Attente avant le clivage"),
    "cleave.left_angle_deg": N_("Angle de clivage à gauche"),
    "cleave.right_angle_deg": N_("Angle de clivage à droite"),
    "cleave.worst_angle_deg": N_("Angle de clivage"),
    "cleave.left_length_mm": N_("Longueur clivée à gauche"),
    "cleave.right_length_mm": N_("Longueur clivée à droite"),
    "cleave.worst_length_error_mm": N_("Écart de longueur clivée"),
    "cleave.defects": N_("Faces abîmées"),
    "cleave.attempts": N_("Nombre de clivages"),
    "cleave.good_in_a_row": N_("Bons clivages de suite"),
    "touch.after_cleave": N_("Faces touchées"),
    "fibre.used_mm": N_("Fibre utilisée"),
    "waste.outside_bin": N_("Éclats hors de la poubelle"),
    "prep.time_s": N_("Temps de préparation"),
    "load.worst_error_mm": N_("Écart de pose"),
    "splicer.programme_right": N_("Bon programme"),
    "splicer.arc_test_done": N_("Test d’arc fait"),
    "splice.loss_db": N_("Perte de la soudure"),
    "splice.estimate_db": N_("Perte estimée par la machine"),
    "splice.offset_um": N_("Décalage des cœurs"),
    "splice.bubble_um": N_("Bulle"),
    "splice.attempts": N_("Nombre de soudures"),
    "splice.proof_passed": N_("Test de traction réussi"),
    "decision.wrong": N_("Mauvaises décisions"),
    "sleeve.centre_error_mm": N_("Écart de centrage du manchon"),
    "sleeve.cover_mm": N_("Vernis couvert par le manchon"),
    "sleeve.cooled_s": N_("Temps de refroidissement"),
    "sleeve.quality": N_("Manchon bien posé"),
    "machine.faults_left": N_("Pannes restantes"),
    "machine.needless_care": N_("Entretiens inutiles"),
    "splicing.time_s": N_("Temps de soudage"),
}

#: Values that stand for "there was none": an end without a face [deg], glass that was never cleaned [s].
NONE_FROM = {"cleave.worst_angle_deg": 30.0, "clean.worst_delay_s": 600.0}
#: Facts that are a yes (1) or a no (0) and are said as such.
YES_NO = frozenset(
    ("sleeve.on", "splicer.programme_right", "splicer.arc_test_done", "splice.proof_passed", "sleeve.quality",
     "connect.light_checked", "connect.inspected_before_mate", "connect.both_sides", "connect.same_polish",
     "connect.latched", "connect.caps_on", "mount.buckle", "mount.clean", "otdr.launch_clean",
     "otdr.range_ok", "otdr.pulse_ok", "otdr.index_ok",
     "tray.lid_closed", "tray.labelled", "tray.photo", "power.reference_ok", "power.method_right",
     "power.cord_clean", "power.warmed", "power.wavelength_match", "light.crossed_found", "light.blinking",
     "light.kind_right", "light.cap_on", "power.attenuator_out")
)  # fmt: skip
YES, NO = N_("oui"), N_("non")
#: Facts whose values 0, 1, 2… are steps with a name each.
STEP_NAMES: dict[str, tuple[str, ...]] = {
    "connect.clean_before_mate": (N_("aucune"), N_("au bord"), N_("sur la gaine"), N_("au cœur")),
}

BILL: dict[str, str] = {
    "mode_field": N_("Diamètre de mode"),
    "offset": N_("Décalage du cœur"),
    "tilt": N_("Angle"),
    "gap": N_("Écart entre les bouts"),
    "arc": N_("Arc"),
    "bubble": N_("Bulle"),
    "dirt": N_("Saleté"),
    "face": N_("Face abîmée"),
    "polish": N_("Angles différents"),
    "reflection": N_("Perdu en reflet"),
    "scratches": N_("Rayures"),
    "fibre": N_("Fibre"),
    "bend": N_("Courbure"),
    "splice": N_("Soudure"),
    "connector": N_("Connecteur"),
    "splitter": N_("Coupleur"),
    "split": N_("Partage"),
    "cold": N_("Froid"),
    "attenuator": N_("Atténuateur"),
}

VERDICTS: dict[str, str] = {
    "acquired": N_("Acquis"),
    "in_progress": N_("En cours"),
    "to_review": N_("À revoir"),
    "not_started": N_("Pas commencé"),
}

#: What one attempt gave, by its verdict: a skill is acquired by several in a row, never by one attempt.
RESULTS: dict[str, str] = {
    "acquired": N_("Réussi"),
    "in_progress": N_("Pas encore"),
    "to_review": N_("À revoir"),
}

#: What happened when a gate was broken, and the rule said beforehand.
GATES: dict[str, str] = {
    "glass_outside_bin": N_("Du verre est resté hors de la poubelle à fibres."),
    "eye_exposure": N_("Tes yeux étaient devant la lumière."),
    "mismatched_polish": N_("Une fiche verte et une fiche bleue ont été raccordées."),
    "kinds_unknown": N_("Au moins la moitié des types sont faux dans la table."),
    "table_misread": N_("Presque toutes les positions ou les pertes sont fausses ou manquent."),
    "traces_missing": N_("Plus de la moitié des traces demandées manquent. Le dossier est refusé."),
}
GATE_RULES: dict[str, str] = {
    "glass_outside_bin": N_("Éclats de verre dans la poubelle"),
    "eye_exposure": N_("Jamais de lumière dans les yeux"),
    "mismatched_polish": N_("Jamais vert avec bleu"),
    "kinds_unknown": N_("Plus de la moitié des types justes"),
    "table_misread": N_("Au moins un tiers des positions et des pertes justes"),
    "traces_missing": N_("Au moins la moitié des traces demandées gardées"),
}

HELP: dict[str, str] = {
    "guided": N_("Guidé"),
    "fading": N_("Aide qui s’efface"),
    "exam": N_("Examen"),
}

SKILLS: dict[str, str] = {
    "prepare": N_("Préparer"),
    "cleave": N_("Cliver"),
    "splice": N_("Souder"),
    "protect": N_("Protéger"),
    "connect": N_("Raccorder"),
    "measure": N_("Mesurer"),
    "store": N_("Ranger"),
    "diagnose": N_("Trouver la panne"),
    "safety": N_("Travailler en sécurité"),
}

#: The twelve colours of a tube.
COLOURS: dict[str, str] = {
    "rouge": N_("rouge"),
    "bleu": N_("bleu"),
    "vert": N_("vert"),
    "jaune": N_("jaune"),
    "violet": N_("violet"),
    "blanc": N_("blanc"),
    "orange": N_("orange"),
    "gris": N_("gris"),
    "marron": N_("marron"),
    "noir": N_("noir"),
    "turquoise": N_("turquoise"),
    "rose": N_("rose"),
}

PLACES: dict[str, str] = {
    "prepare": N_("Préparer"),
    "splice": N_("Souder"),
    "connect": N_("Raccorder"),
    "measure": N_("Mesurer"),
    "cable": N_("Câble"),
    "aerial": N_("Aérien"),
    "underground": N_("Souterrain"),
    "full_job": N_("Chantier"),
}

SCENES: dict[str, str] = {
    "plan": N_("Choisir les fibres"),
    "preparation": N_("Préparer"),
    "splicing": N_("Souder"),
    "connectors": N_("Raccorder"),
    "otdr": N_("Mesurer la trace"),
    "tray": N_("Ranger"),
    "power": N_("Mesurer la puissance"),
    "power by eye": N_("Chercher au stylo rouge"),
}

SIDES: dict[str, str] = {
    "left": N_("à gauche"),
    "right": N_("à droite"),
    "plug": N_("côté fiche"),
    "adapter": N_("côté raccord"),
    "": "",
}

TOOLS: dict[str, str] = {
    "hand": N_("Main"),
    "none": N_("Main libre"),
    "sleeve": N_("Manchon"),
    "wipe": N_("Lingette"),
    "stripper": N_("Pince"),
    "alcohol": N_("Alcool"),
    "cleaver": N_("Cliveuse"),
    "bin": N_("Poubelle"),
    "shard_bin": N_("Poubelle"),
    "scissors": N_("Ciseaux"),
    "align": N_("Poser"),
    "fusion": N_("Souder"),
    "prooftest": N_("Traction"),
    "oven": N_("Four"),
    "splicer": N_("Soudeuse"),
    "wind_cover": N_("Capot"),
}

CURVES: dict[str, str] = {
    "load": N_("poser la fibre"),
    "sleeve": N_("centrer le manchon"),
    "strip": N_("dénuder"),
    "wipe": N_("nettoyer"),
    "cleave": N_("cliver"),
    "arc": N_("arc"),
    "tension": N_("traction"),
    "oven": N_("four"),
    "focus": N_("mise au point"),
    "mate": N_("pousser la fiche"),
    "mount": N_("pousser le câble"),
    "coil": N_("enrouler la fibre"),
    "level": N_("puissance au mesureur"),
    "walk": N_("suivre le câble"),
    "cursor": N_("placer le curseur A"),
}

#: Defects of a cleaved face, as the plant names them.
DEFECTS: dict[str, str] = {
    "none": N_("face nette"),
    "lip": N_("lèvre"),
    "hackle": N_("stries"),
    "mist": N_("voile"),
    "chip": N_("éclat au bord"),
    "shatter": N_("bout éclaté"),
    "shattered": N_("bout éclaté"),
}

#: What is heard, in a word, for whoever does not hear it.
SOUNDS: dict[str, str] = {
    "tool": N_("outil pris"),
    "fibre": N_("fibre prise"),
    "click": N_("clic"),
    "blocked": N_("bloqué"),
    "sleeve_pick": N_("manchon pris"),
    "sleeve_on": N_("manchon enfilé"),
    "sleeve_off": N_("manchon tombé"),
    "wipe_out": N_("lingette sortie"),
    "wipe": N_("lingette qui glisse"),
    "fold": N_("lingette pliée"),
    "pump": N_("alcool"),
    "strip_bite": N_("la pince mord"),
    "strip_off": N_("le vernis part"),
    "scrape": N_("la lame passe"),
    "seat": N_("la fibre se pose"),
    "cleaver_flap": N_("clapet"),
    "cleaver_lid": N_("couvercle"),
    "cleave": N_("la fibre se coupe"),
    "crack": N_("le verre casse mal"),
    "snip": N_("coup de ciseaux"),
    "shard_pick": N_("éclat ramassé"),
    "shard_bin": N_("éclat dans la poubelle"),
    "shard_table": N_("éclat sur la table"),
    "key": N_("touche"),
    "motor": N_("moteur"),
    "arc_short": N_("arc court"),
    "arc": N_("arc"),
    "beep": N_("bip"),
    "beep_good": N_("bip : bon"),
    "beep_bad": N_("bip : mauvais"),
    "snap": N_("la fibre casse"),
    "scratch": N_("la pointe frotte"),
    "clamp": N_("pince"),
    "cover": N_("capot"),
    "brush": N_("brosse"),
    "lid": N_("couvercle du four"),
    "oven": N_("four"),
    "touch": N_("doigt posé"),
    "page": N_("page tournée"),
    "alarm": N_("alarme"),
    "connector_click": N_("le connecteur s’enclenche"),
    "connector_out": N_("connecteur retiré"),
    "cap": N_("capuchon"),
    "focus": N_("mise au point"),
    "dry_cleaner": N_("stylo nettoyeur"),
    "wet_wipe": N_("lingette humide"),
    "laser_on": N_("laser allumé"),
    "laser_off": N_("laser éteint"),
    "meter_beep": N_("bip de l’appareil"),
    "otdr_start": N_("mesure lancée"),
    "otdr_done": N_("mesure finie"),
    "tray_click": N_("clic de la cassette"),
    "dry_clean": N_("nettoyage à sec"),
    "unplug": N_("fiche tirée"),
    "plug": N_("fiche poussée"),
    "success": N_("réussi"),
}
