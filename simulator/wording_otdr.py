"""Words of the OTDR scene: goals, live cues, short messages, causes, facts, kinds of events, places of the plan.

It knows no scene code, only keys.
"""

from __future__ import annotations

from simulator.i18n import N_

GOALS: dict[str, str] = {
    "otdr.exam": N_("À toi de jouer."),
    "otdr.look_cord": N_("Regarde la fiche du cordon au microscope."),
    "otdr.look_head": N_("Regarde aussi l’autre fiche."),
    "otdr.clean_cord": N_("La fiche du cordon est sale. Nettoie-la."),
    "otdr.clean_head": N_("L’autre fiche est sale. Nettoie-la."),
    "otdr.plug": N_("Tout est propre. Branche le cordon."),
    "otdr.set_index": N_("Règle l’indice. Il est écrit sur la fiche du chantier."),
    "otdr.set_range": N_("Choisis la portée : un peu plus longue que la ligne, pas beaucoup plus."),
    "otdr.set_wavelength": N_("Mesure à deux longueurs d’onde."),
    "otdr.set_other": N_("Il manque une longueur d’onde. Règle-la, puis mesure encore."),
    "otdr.set_averaging": N_("Le bruit gêne. Mesure plus longtemps : augmente le moyennage."),
    "otdr.shorten_pulse": N_("Deux évènements se touchent. Prends une impulsion plus courte."),
    "otdr.more_light": N_("Le bruit cache un évènement. Prends une impulsion plus longue, ou mesure plus longtemps."),
    "otdr.start": N_("Lance la mesure."),
    "otdr.start_b": N_("Tu es à l’autre bout. Lance la mesure."),
    "otdr.wait": N_("L’appareil mesure. Ne débranche rien."),
    "otdr.find_event": N_("Place le curseur A juste avant le prochain évènement."),
    "otdr.find_end": N_("Place le curseur A sur le bout de la fibre."),
    "otdr.find_bend": N_("Compare les deux traces. Place le curseur A sur la courbure."),
    "otdr.add": N_("A est bien placé. Mets B où la trace redevient droite. Ajoute l’évènement."),
    "otdr.widen_a": N_("La fenêtre a est trop courte. Choisis-la avec la touche A, puis va à gauche."),
    "otdr.widen_b": N_("La fenêtre b est trop courte. Choisis-la avec la touche B, puis va à droite."),
    "otdr.clear_window": N_("La fenêtre couvre un autre évènement. Tire son bout pour la raccourcir."),
    "otdr.name": N_("Choisis le type de l’évènement."),
    "otdr.judge": N_("Compare avec les limites. Bon, ou pas bon ?"),
    "otdr.name_ghost": N_("Un pic n’est pas un vrai évènement. Trouve-le : c’est un fantôme."),
    "otdr.run_auto": N_("Lance l’analyse de l’appareil."),
    "otdr.decide_auto": N_("Contrôle chaque ligne de l’analyse. Garde-la, ou rejette-la."),
    "otdr.other_end": N_("Va mesurer à l’autre bout."),
    "otdr.measure_back": N_("Choisis une ligne. Place A et B dessus. Mesure."),
    "otdr.save": N_("Garde la trace."),
    "otdr.judge_fibre": N_("Regarde toute la trace. Dis si cette fibre est bonne."),
    "otdr.next_fibre": N_("Passe à une autre fibre du plan."),
    "otdr.done": N_("C’est fini. Rends ta table."),
}

CUES: dict[str, str] = {
    "otdr.on_event": N_("Sur l’évènement"),
    "otdr.too_near": N_("Encore à droite"),
    "otdr.too_far": N_("Encore à gauche"),
}

TOASTS: dict[str, str] = {
    "otdr.no_trace": N_("Il n’y a pas encore de trace."),
    "otdr.no_row": N_("Choisis d’abord une ligne de la table."),
    "otdr.table_full": N_("La table est pleine."),
    "otdr.auto_side_a": N_("L’analyse se fait au bout A."),
    "otdr.no_auto": N_("Ici, pas d’analyse automatique. Lis toi-même."),
    "otdr.recorded": N_("C’est une trace enregistrée. Ses réglages ne changent pas."),
    "otdr.stop_first": N_("Arrête d’abord la mesure."),
    "otdr.saved": N_("Trace gardée."),
    "otdr.two_at_once": N_("Deux longueurs d’onde à la fois : la plus ancienne s’éteint. Garde d’abord sa trace."),
    "otdr.unplug_first": N_("Débranche d’abord la fiche."),
    "otdr.unplugged_lit": N_("Danger : le laser est allumé et la fiche est ouverte."),
    "otdr.plugged_lit": N_("Danger : tu touches une fiche et le laser est allumé."),
    "otdr.lit_open": N_("Danger : la lumière sort par la fiche ouverte."),
    "otdr.looked_lit": N_("Danger : tu regardes une fiche et le laser est allumé."),
    "otdr.cleaned_lit": N_("Danger : tu nettoies une fiche et le laser est allumé."),
}

CAUSES: dict[str, str] = {
    "otdr.mated_dirty": N_("Tu as branché une fiche sale. Sa saleté est maintenant sur les deux faces."),
    "otdr.unplugged_lit": N_("Tu as débranché avec le laser allumé."),
    "otdr.plugged_lit": N_("Tu as branché une fiche avec le laser allumé."),
    "otdr.lit_open": N_("Tu as allumé le laser avec une fiche ouverte."),
    "otdr.looked_lit": N_("Tu as regardé une fiche avec le laser allumé."),
    "otdr.cleaned_lit": N_("Tu as nettoyé une fiche avec le laser allumé."),
    "otdr.ghost_taken_for_event": N_("C’est un fantôme : un écho entre deux réflexions. Il n’y a rien à cet endroit."),
    "otdr.nothing_there": N_("Il n’y a rien à cet endroit : c’est du bruit, ou la place est fausse."),
    "otdr.wrong_kind": N_("Le type n’est pas le bon."),
    "otdr.bend_taken_for_splice": N_("C’est une courbure : elle perd plus à grande longueur d’onde."),
    "otdr.good_called_bad": N_("Il est bon, et tu demandes de le refaire."),
    "otdr.bad_called_good": N_("Il dépasse la limite, et tu le gardes."),
    "otdr.verdict_under_wrong_kind": N_("Le type est faux : la limite et le travail à faire sont faux aussi."),
    "otdr.not_judged": N_("Tu n’as pas dit si c’est bon ou pas bon."),
    "otdr.one_way_believed": N_("D’un seul bout, la perte paraît trop forte. Fais la moyenne des deux sens."),
    "otdr.one_way": N_("Un seul sens ne dit pas la vraie perte. Mesure chaque joint des deux bouts."),
    "otdr.one_wavelength": N_("Tu as mesuré à une seule longueur d’onde. Une courbure se voit à deux."),
    "otdr.short_averaging": N_("Tu as mesuré trop peu de temps : le bruit reste."),
    "otdr.index_wrong": N_("L’indice est faux : toutes les positions sont fausses."),
    "otdr.range_long": N_("La portée est trop longue : la ligne n’occupe qu’un petit bout de l’écran."),
    "otdr.place_off": N_("Le curseur A n’est pas au début de l’évènement."),
    "otdr.loss_misread": N_("La perte est mal lue : un curseur ou une fenêtre est mal placé."),
    "otdr.ghost_unnamed": N_("Un pic est un fantôme. Il manque dans ta table."),
    "otdr.auto_believed": N_("L’appareil s’est trompé, et tu as gardé sa ligne."),
    "otdr.auto_open": N_("Des lignes de l’appareil attendent encore ta décision."),
    "otdr.not_saved": N_("Tu n’as pas gardé la trace."),
    "otdr.trace_missing": N_("Il manque une trace demandée : une longueur d’onde, ou un bout."),
    "otdr.bad_fibre_kept": N_("Une fibre dépasse une limite, et tu la dis bonne."),
    "otdr.good_fibre_refused": N_("Une fibre est bonne, et tu la refuses."),
    "otdr.fibre_unsaid": N_("Tu n’as pas dit de chaque fibre si elle est bonne."),
    "otdr.missed": N_("Il manque des évènements dans ta table."),
    "otdr.hidden_range": N_("La portée est trop courte : le bout de la ligne n’est pas sur la trace."),
    "otdr.hidden_merged": N_("L’impulsion est trop longue : elle confond ou couvre des évènements."),
    "otdr.hidden_noise": N_("Le bruit cache un évènement : impulsion trop courte, ou mesure trop courte."),
}

FACTS: dict[str, str] = {
    "otdr.launch_clean": N_("Cordon propre au départ"),
    "otdr.laser_unsafe": N_("Fiche ouverte, laser allumé"),
    "otdr.range_ok": N_("Bonne portée"),
    "otdr.pulse_ok": N_("Bonne impulsion"),
    "otdr.index_ok": N_("Bon indice"),
    "otdr.settings_hide": N_("Évènements cachés par les réglages"),
    "otdr.averaging_s": N_("Temps de moyennage"),
    "otdr.wavelengths": N_("Longueurs d’onde mesurées"),
    "otdr.events_found_pct": N_("Évènements trouvés"),
    "otdr.false_events": N_("Évènements inventés"),
    "otdr.ghost_called": N_("Fantômes pris pour des évènements"),
    "otdr.ghost_named_pct": N_("Fantômes reconnus"),
    "otdr.kind_wrong": N_("Types faux ou manquants"),
    "otdr.bend_called_splice": N_("Courbures non reconnues"),
    "otdr.verdict_wrong": N_("Verdicts faux ou manquants"),
    "otdr.good_condemned": N_("Bons joints refaits pour rien"),
    "otdr.bad_passed": N_("Mauvais joints gardés comme bons"),
    "otdr.places_right_pct": N_("Positions justes"),
    "otdr.losses_right_pct": N_("Pertes bien lues"),
    "otdr.worst_position_error_m": N_("Plus grand écart de position"),
    "otdr.worst_loss_error_db": N_("Plus grand écart de perte"),
    "otdr.end_error_m": N_("Écart sur le bout de la fibre"),
    "otdr.both_ways_pct": N_("Joints mesurés dans les deux sens"),
    "otdr.auto_blind": N_("Fautes de l’analyse gardées"),
    "otdr.auto_undecided": N_("Lignes de l’analyse non contrôlées"),
    "otdr.saved": N_("Traces gardées"),
    "otdr.kept_pct": N_("Traces demandées et gardées"),
    "otdr.fibres_right_pct": N_("Fibres bien jugées"),
    "otdr.time_s": N_("Temps de mesure"),
}

#: Kinds of events; the empty one is not named yet.
EVENTS: dict[str, str] = {
    "": N_("À trouver"),
    "connector": N_("Connecteur"),
    "splice": N_("Soudure"),
    "bend": N_("Courbure"),
    "splitter": N_("Coupleur"),
    "end": N_("Bout de fibre"),
    "ghost": N_("Fantôme"),
}

#: What a verdict asks for, by verdict and kind.
EVENT_VERDICTS: dict[str, str] = {
    "good": N_("Bon"),
    "bad": N_("Pas bon"),
    "bad.connector": N_("Nettoyer"),
    "bad.splice": N_("Refaire"),
    "bad.bend": N_("Desserrer"),
}

#: Places of the plan.
PARTS: dict[str, str] = {
    "": "",
    "NRO": N_("NRO"),
    "SRO": N_("SRO"),
    "PM": N_("PM"),
    "PBO": N_("PBO"),
    "PTO": N_("PTO"),
    "box_1": N_("Boîte 1"),
    "box_2": N_("Boîte 2"),
    "box_3": N_("Boîte 3"),
    "box_4": N_("Boîte 4"),
    "chamber": N_("Chambre"),
    "pole": N_("Poteau"),
    "tray": N_("Cassette"),
    "customer": N_("Client"),
    "reel": N_("Bobine"),
    "cord": N_("Cordon"),
    "tail": N_("Bobine de fin"),
}
