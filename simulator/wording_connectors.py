"""Words of the connectors scene: goals, live cues, short messages, causes, facts. It knows no scene code, only keys."""

from __future__ import annotations

from simulator.i18n import N_

GOALS: dict[str, str] = {
    "connect.light_check": N_("Vérifie d’abord qu’il n’y a pas de lumière dans la fibre."),
    "connect.light_off": N_("Il y a de la lumière. Fais couper la source."),
    "connect.unplug": N_("Tire la fiche hors du raccord."),
    "connect.swap": N_("Cette fiche ne va pas. Prends l’autre cordon."),
    "connect.view_plug": N_("Prends la fiche en main."),
    "connect.view_adapter": N_("Passe au raccord du panneau."),
    "connect.view_mate": N_("Les deux faces sont bonnes. Amène la fiche devant le raccord."),
    "connect.uncap_plug": N_("Retire le bouchon de la fiche. Ne touche pas le bout."),
    "connect.uncap_adapter": N_("Retire le bouchon du raccord."),
    "connect.take_probe": N_("Regarde avant de nettoyer. Prends la sonde."),
    "connect.tip_apc": N_("Mets l’embout vert. La fiche est verte."),
    "connect.tip_upc": N_("Mets l’embout bleu. La fiche est bleue."),
    "connect.tip_long": N_("Mets l’embout long. La face est au fond du raccord."),
    "connect.probe_on": N_("Pousse la sonde sur la face."),
    "connect.focus": N_("Tourne la molette. L’image devient nette."),
    "connect.wait_look": N_("Regarde l’image. Compte zone par zone."),
    "connect.judge": N_("À toi de juger : bon, à nettoyer ou à changer ?"),
    "connect.take_pen": N_("Prends le nettoyeur à clic."),
    "connect.click": N_("Pousse le nettoyeur sur la face, jusqu’au clic."),
    "connect.wet_pen": N_("Mets de l’alcool sur le nettoyeur."),
    "connect.take_wipe": N_("C’est du gras. Prends une lingette."),
    "connect.wet_wipe": N_("Mets de l’alcool sur la lingette."),
    "connect.wipe": N_("Passe la face sur la lingette. Un seul sens."),
    "connect.fold": N_("Plie la lingette : une face propre."),
    "connect.fold_dry": N_("Plie la lingette : une face propre et sèche."),
    "connect.dry": N_("Passe la face sur la lingette sèche."),
    "connect.turn_key": N_("La clé est du mauvais côté. Tourne la fiche."),
    "connect.push": N_("Pousse la fiche jusqu’au clic."),
    "connect.done": N_("C’est raccordé. Termine."),
    "connect.exam": N_("À toi de jouer."),
}

CUES: dict[str, str] = {
    "scope.blurred": N_("Image floue"),
    "scope.sharp": N_("Au point"),
    "scope.wrong_tip": N_("Mauvais embout"),
    "scope.passed": N_("Face bonne"),
    "scope.rim": N_("Sale au bord"),
    "scope.cladding": N_("Sale sur la gaine"),
    "scope.core": N_("Sale au cœur"),
    "scope.scratched": N_("Rayée : à changer"),
    "pen.push": N_("Pousse encore"),
    "pen.clicked": N_("Clic : recule"),
    "face.wet": N_("Encore mouillé"),
    "mate.on_the_way": N_("Ça entre"),
    "mate.not_yet": N_("Pas encore de clic"),
    "mate.latched": N_("Clic : c’est raccordé"),
}

#: Said at the moment, and some of them again in the debrief.
NOTES: dict[str, str] = {
    "light.not_checked": N_("Tu regardes dans la fibre sans avoir vérifié la lumière."),
    "clean.wet_left": N_("L’alcool a séché tout seul. Il laisse une trace."),
    "clean.used_face": N_("Cette partie a déjà servi. Elle rend la saleté."),
    "touch.ferrule_touched": N_("Tu touches la face avec le doigt. Ton doigt laisse du gras."),
}

TOASTS: dict[str, str] = {
    "light.live": N_("Il y a de la lumière dans la fibre !"),
    "light.dark": N_("Pas de lumière dans la fibre."),
    "light.asked_off": N_("La source est coupée. Vérifie encore."),
    "probe.cap": N_("Le bouchon est encore dessus."),
    "probe.reach": N_("L’embout long ne va pas sur une fiche."),
    "probe.short_tip": N_("L’embout est trop court pour le raccord."),
    "probe.flat_tip": N_("Mauvais embout : l’image ne sera jamais nette."),
    "judge.not_seen": N_("Regarde d’abord une image nette."),
    "clean.not_in_there": N_("La face est au fond du raccord. Prends le nettoyeur à clic."),
    "clean.shutter": N_("Ouvre d’abord la cassette."),
    "clean.smeared": N_("Le gras s’étale. À sec, ça ne part pas."),
    "clean.no_face_left": N_("La lingette est usée. Prends-en une neuve."),
    "clean.nothing_to_wet": N_("Prends d’abord une lingette ou le nettoyeur."),
    "mate.pull_out_first": N_("Tire d’abord la fiche hors du raccord."),
    "mate.cap_in_the_way": N_("Un bouchon est encore dessus."),
    "mate.key_in_the_way": N_("La clé bloque. Tourne la fiche."),
    "mate.no_click": N_("Pas de clic. La fiche n’est pas au fond."),
}

CAUSES: dict[str, str] = {
    "clean.needless": N_("Tu nettoies une face déjà bonne. Chaque contact est un risque."),
    "clean.not_looked": N_("Tu nettoies sans avoir regardé."),
    "clean.wet_first": N_("Tu commences par l’alcool. Un nettoyage à sec suffisait."),
    "judge.let_pass": N_("Tu dis bon, mais la face est sale ou rayée."),
    "judge.clean_for_nothing": N_("Tu dis à nettoyer, mais nettoyer ne sert à rien ici."),
    "judge.replaced": N_("Tu dis à changer, mais la face pouvait servir."),
    "judge.none": N_("Tu raccordes sans avoir jugé la face."),
    "mate.not_looked": N_("Tu raccordes sans avoir regardé la face après le dernier geste."),
    "mate.dirty": N_("Tu raccordes une face sale. La saleté est écrasée, des deux côtés."),
    "mate.wet": N_("Tu raccordes une face encore mouillée."),
    "mate.polish": N_("Vert avec bleu : les faces n’ont pas le même angle. La lumière se perd, les faces se rayent."),
    "mate.left_short": N_("La fiche n’est pas allée jusqu’au clic. Il reste de l’air entre les faces."),
    "cap.left_off": N_("Une face reste sans bouchon."),
}

FACTS: dict[str, str] = {
    "connect.light_checked": N_("Lumière vérifiée avant de regarder"),
    "connect.inspected_before_mate": N_("Faces regardées juste avant"),
    "connect.both_sides": N_("Les deux côtés regardés"),
    "connect.clean_before_mate": N_("Saleté au raccordement (3 : au cœur)"),
    "connect.judged_wrong": N_("Mauvais jugements"),
    "connect.needless_cleaning": N_("Nettoyages inutiles"),
    "connect.wrong_order": N_("Gestes dans le mauvais ordre"),
    "connect.loss_db": N_("Perte du raccordement"),
    "connect.reflectance_db": N_("Réflectance"),
    "connect.same_polish": N_("Même couleur, même angle"),
    "connect.latched": N_("Fiche enclenchée"),
    "connect.caps_on": N_("Aucune face sans bouchon"),
    "connect.time_s": N_("Temps de raccordement"),
    "touch.ferrule": N_("Faces touchées du doigt"),
}
