"""Words of the splicer: messages, phases, programmes, and the care it needs. It knows no instrument code, only keys.

Figures in braces come with their unit: {angle_deg} is written 2,3°.
"""

from __future__ import annotations

from simulator.i18n import N_

MESSAGES: dict[str, str] = {
    "msg.cover_open": N_("Capot ouvert. Ferme le capot."),
    "msg.no_fibre_left": N_("Pas de fibre à gauche."),
    "msg.no_fibre_right": N_("Pas de fibre à droite."),
    "msg.too_long_left": N_("Fibre gauche trop avancée."),
    "msg.too_long_right": N_("Fibre droite trop avancée."),
    "msg.too_short_left": N_("Fibre gauche pas assez avancée."),
    "msg.too_short_right": N_("Fibre droite pas assez avancée."),
    "msg.coating_in_arc": N_("Vernis trop près de l’arc. Bout trop court."),
    "msg.angle_left": N_("Angle gauche trop grand : {angle_deg}. Limite {limit_deg}."),
    "msg.angle_right": N_("Angle droit trop grand : {angle_deg}. Limite {limit_deg}."),
    "msg.face_left": N_("Face gauche abîmée."),
    "msg.face_right": N_("Face droite abîmée."),
    "msg.dust_left": N_("Poussière à gauche."),
    "msg.dust_right": N_("Poussière à droite."),
    "msg.dust_both": N_("Poussière partout. Regarde les caméras."),
    "msg.offset_limit": N_("Décalage trop grand. Limite {limit_um}."),
    "msg.arc_test_ng": N_("Test d’arc refusé."),
    "msg.electrodes_old": N_("Électrodes usées : {arcs} arcs."),
    "msg.bubble": N_("Bulle dans la soudure."),
    "msg.thin": N_("Soudure trop fine."),
    "msg.fat": N_("Soudure trop grosse."),
    "msg.seam": N_("Soudure mal fondue."),
    "msg.loss_high": N_("Perte estimée trop grande : {loss_db}. Limite {limit_db}."),
    "msg.proof_failed": N_("La fibre a cassé à la traction."),
}

PHASES: dict[str, str] = {
    "idle": N_("Prête"),
    "menu": N_("Menu"),
    "set": N_("Approche"),
    "cleaning_arc": N_("Arc de nettoyage"),
    "gap": N_("Réglage de l’écart"),
    "inspect": N_("Contrôle"),
    "error": N_("Arrêt"),
    "ready": N_("Pause : regarde"),
    "align": N_("Alignement"),
    "prefuse": N_("Préfusion"),
    "arc": N_("Arc"),
    "rearc": N_("Nouvel arc"),
    "analyse": N_("Mesure"),
    "result": N_("Résultat"),
    "proof": N_("Traction"),
    "proof_failed": N_("Cassé"),
    "released": N_("Libre"),
    "arc_test": N_("Test d’arc"),
    "care": N_("Entretien"),
}

PROGRAMMES: dict[str, str] = {
    "SM_AUTO": N_("SM auto"),
    "SM_FAST": N_("SM rapide"),
    "G657": N_("G657"),
    "MM": N_("MM"),
}

CARE: dict[str, str] = {
    "groove_left": N_("Nettoyer la rainure gauche"),
    "groove_right": N_("Nettoyer la rainure droite"),
    "optics": N_("Nettoyer l’optique"),
    "electrodes": N_("Changer les électrodes"),
    "arc_test": N_("Test d’arc"),
}
