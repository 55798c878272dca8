"""Words of the scene in which fibres are picked by the plan. It knows no scene code, only keys."""

from __future__ import annotations

from simulator.i18n import N_

GOALS: dict[str, str] = {
    "plan.take_left": N_("Lis le plan. Prends la bonne fibre à gauche."),
    "plan.take_right": N_("Lis le plan. Prends la bonne fibre à droite."),
    "plan.check": N_("Relis le plan. Bonne paire ? Continue."),
    "plan.exam": N_("À toi de jouer."),
}

CUES: dict[str, str] = {
    "plan.right": N_("Comme le plan"),
    "plan.wrong_left": N_("À gauche : relis le plan"),
    "plan.wrong_right": N_("À droite : relis le plan"),
}

CAUSES: dict[str, str] = {
    "plan.wrong_left": N_("La fibre de gauche n’est pas celle du plan. Le client n’a pas sa lumière."),
    "plan.wrong_right": N_("La fibre de droite n’est pas celle du plan. Les fibres sont croisées."),
}

FACTS: dict[str, str] = {
    "plan.crossed": N_("Fibres croisées"),
    "plan.pairs": N_("Paires choisies"),
    "plan.changes": N_("Fibres reposées"),
    "plan.time_s": N_("Temps du choix"),
}
