"""Words of the scene in which splices are stored in their tray. It knows no scene code, only keys."""

from __future__ import annotations

from simulator.i18n import N_

GOALS: dict[str, str] = {
    "tray.take": N_("Prends le manchon."),
    "tray.lay": N_("Pose le manchon dans la rainure de son numéro."),
    "tray.press": N_("Appuie sur le manchon. Attends le clic."),
    "tray.coil_left": N_("Prends la fibre à la sortie du tube gauche. Enroule-la."),
    "tray.coil_right": N_("Prends la fibre à la sortie du tube droit. Enroule-la."),
    "tray.draw": N_("Enroule sans serrer, jusqu’au manchon."),
    "tray.short": N_("Le bout est trop court ici. Sors la fibre et recommence."),
    "tray.other_slot": N_("Mauvaise rainure. Reprends le manchon."),
    "tray.reopen": N_("Une fibre est pincée. Rouvre le couvercle."),
    "tray.redo": N_("Cette fibre est mal posée. Sors-la et recommence."),
    "tray.next": N_("Choisis la soudure suivante dans le plan."),
    "tray.mend": N_("Une soudure est mal rangée. Choisis-la dans le plan."),
    "tray.pen_on": N_("Allume le stylo rouge. Cherche où la lumière sort."),
    "tray.search": N_("Essaie les autres soudures. Laquelle brille ?"),
    "tray.photo": N_("Prends la photo pour le dossier."),
    "tray.lid_close": N_("Ferme le couvercle."),
    "tray.lid_blocked": N_("Quelque chose dépasse. Rouvre et range."),
    "tray.label": N_("Colle l’étiquette sur le couvercle."),
    "tray.done": N_("C’est rangé. Quitte la cassette."),
    "tray.exam": N_("À toi de jouer."),
}

CUES: dict[str, str] = {
    "tray.wide": N_("Assez large"),
    "tray.nearly": N_("Presque trop serré"),
    "tray.too_tight": N_("Trop serré ici"),
    "tray.taut": N_("La fibre est tendue"),
    "tray.other_slot": N_("Mauvaise rainure"),
    "tray.blocked": N_("Ça dépasse"),
    "tray.rim": N_("Par-dessus le bord"),
    "tray.hinge": N_("Sur la charnière"),
    "tray.comb": N_("Sur le peigne"),
    "tray.sprung": N_("La boucle se lève"),
    "tray.slack": N_("Il reste de la fibre à ranger"),
}

TOASTS: dict[str, str] = {
    "tray.slot_taken": N_("Cette rainure est prise."),
    "tray.sleeve_in": N_("Clic. Le manchon tient."),
    "tray.push_longer": N_("Pas de clic. Appuie plus longtemps."),
    "tray.sleeve_first": N_("Pose d’abord le manchon dans le peigne."),
    "tray.open_first": N_("Ouvre d’abord le couvercle."),
    "tray.taut": N_("La fibre est tendue. Recommence avec des boucles plus petites."),
    "tray.needless": N_("Cette fibre était bien rangée."),
    "tray.sprang": N_("Rien ne la tient. La fibre ressort."),
    "tray.coiled": N_("La fibre est rangée."),
    "tray.too_tight": N_("Trop serré : la lumière peut sortir de la fibre."),
    "tray.rim": N_("La fibre passe par-dessus le bord."),
    "tray.hinge": N_("La fibre passe sur la charnière."),
    "tray.comb": N_("La fibre passe sur le peigne."),
    "tray.sprung": N_("Aucune languette ne tient la boucle. Elle se lève."),
    "tray.slack": N_("Il reste de la fibre à ranger. Elle dépasse du bord."),
    "tray.crossed": N_("Les fibres se croisent. Range-les côte à côte."),
    "tray.photo_early": N_("Tout n’est pas rangé. La photo ne compte pas."),
    "tray.photo_taken": N_("Photo prise."),
    "tray.lid_blocked": N_("Le couvercle est bloqué. Ne force pas."),
    "tray.forced": N_("Le couvercle a pincé une fibre."),
    "tray.label_needs_lid": N_("L’étiquette se colle sur le couvercle fermé."),
}

CAUSES: dict[str, str] = {
    "tray.slot_wrong": N_("Le manchon n’était pas dans la rainure du plan."),
    "tray.needless": N_("Cette fibre était bien rangée."),
    "tray.too_tight": N_("La fibre tourne trop court. La lumière sort."),
    "tray.rim": N_("La fibre passe par-dessus le bord."),
    "tray.hinge": N_("La fibre passe sur la charnière. Elle sera coincée."),
    "tray.comb": N_("La fibre passe sur le peigne."),
    "tray.sprung": N_("La boucle n’est sous aucune languette."),
    "tray.slack": N_("Il restait de la fibre à ranger dans les boucles."),
    "tray.crossed": N_("Deux fibres se croisent. Elles s’appuient l’une sur l’autre."),
    "tray.forced": N_("Tu as forcé le couvercle sur une fibre."),
}

FACTS: dict[str, str] = {
    "tray.slot_wrong": N_("Manchons mal placés"),
    "tray.min_radius_mm": N_("Plus petit rayon"),
    "tray.loss_1550_db": N_("Perte des boucles à 1550 nm"),
    "tray.loss_1625_db": N_("Perte des boucles à 1625 nm"),
    "tray.length_error_mm": N_("Écart de longueur rangée"),
    "tray.crossings": N_("Fibres qui se croisent"),
    "tray.outside": N_("Fibres qui dépassent"),
    "tray.lid_closed": N_("Couvercle fermé"),
    "tray.labelled": N_("Étiquette collée"),
    "tray.photo": N_("Photo prise"),
    "tray.pinched": N_("Fibres pincées"),
    "tray.needless": N_("Bonnes fibres ressorties"),
    "tray.stored": N_("Soudures rangées"),
    "tray.time_s": N_("Temps de rangement"),
}
