"""Words of the splicing scene and its machine: goals, cues, causes, messages, phases, care. It knows no scene code."""

from __future__ import annotations

from simulator.i18n import N_

PROGRAMMES: dict[str, str] = {
    "SM_AUTO": N_("SM AUTO"),
    "SM_FAST": N_("SM RAPIDE"),
    "G657": N_("G.657"),
    "MM": N_("MULTIMODE"),
}

PHASES: dict[str, str] = {
    "idle": N_("Prêt à charger"),
    "menu": N_("Menu"),
    "set": N_("Mise en place"),
    "cleaning_arc": N_("Arc de nettoyage"),
    "gap": N_("Réglage de l’écart"),
    "inspect": N_("Contrôle des faces"),
    "error": N_("Arrêt"),
    "ready": N_("Prêt à souder"),
    "align": N_("Alignement"),
    "prefuse": N_("Préchauffage"),
    "arc": N_("Arc"),
    "rearc": N_("Arc en plus"),
    "analyse": N_("Analyse de l’image"),
    "result": N_("Résultat"),
    "proof": N_("Test de traction"),
    "proof_failed": N_("La fibre a cassé"),
    "released": N_("Soudure libre"),
    "arc_test": N_("Test d’arc"),
    "care": N_("Entretien"),
}

CARE: dict[str, str] = {
    "groove_left": N_("Nettoyer la rainure gauche"),
    "groove_right": N_("Nettoyer la rainure droite"),
    "optics": N_("Nettoyer l’optique"),
    "electrodes": N_("Changer les électrodes"),
    "arc_test": N_("Test d’arc"),
}

GOALS: dict[str, str] = {}

CUES: dict[str, str] = {}

NOTES: dict[str, str] = {}

MESSAGES: dict[str, str] = {}
