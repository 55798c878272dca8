"""Why a criterion matters on a site: one short sentence per fact, or per group of facts with one beginning.

It knows no scene code, only keys; the longest beginning that fits a fact counts.
"""

from __future__ import annotations

from simulator.i18n import N_

WHY: dict[str, str] = {
    "plan": N_("Une fibre croisée marche, mais chez le mauvais client."),
    "sleeve": N_("Sans manchon bien chauffé, la soudure casse."),
    "coating": N_("Un vernis gras salit le verre, et la fibre glisse dans la cliveuse."),
    "strip": N_("Une rayure sur le verre casse plus tard."),
    "strip.worst_length": N_("Trop court ou trop long, le manchon ne couvre plus le verre."),
    "clean": N_("Un verre sale fait une bulle dans la soudure."),
    "touch": N_("Un doigt laisse du gras, et le gras perd de la lumière."),
    "cleave": N_("Une coupe penchée fait une mauvaise soudure."),
    "cleave.worst_length": N_("Une mauvaise longueur ne tient pas dans la soudeuse, ni sous le manchon."),
    "waste": N_("Un éclat de verre entre dans la peau, et on ne le voit pas."),
    "prep.time": N_("Sur le chantier, le temps compte aussi."),
    "load": N_("Une fibre mal posée force la soudeuse à recommencer."),
    "splicer": N_("Un mauvais réglage de l’arc fait une perte."),
    "splice": N_("Chaque dixième de dB perdu manque chez le client."),
    "splice.proof": N_("La traction montre une soudure trop faible, avant le client."),
    "decision": N_("Garder une mauvaise soudure, ou refaire une bonne, coûte cher."),
    "machine": N_("Une machine malade fait de mauvaises soudures toute la journée."),
    "tray": N_("Une fibre mal rangée perd de la lumière, ou casse à la prochaine visite."),
    "tray.lid": N_("Un couvercle ouvert laisse entrer l’eau et la poussière."),
    "tray.labelled": N_("Sans étiquette, le suivant ne trouve pas la fibre."),
    "tray.photo": N_("La photo prouve ton travail."),
    "tray.min_radius": N_("Une boucle trop petite laisse sortir la lumière."),
    "tray.loss": N_("Une boucle trop petite laisse sortir la lumière."),
    "connect": N_("Une face sale perd de la lumière et salit l’autre face."),
    "connect.latched": N_("Sans le clic, il reste de l’air : presque rien ne passe."),
    "connect.needless": N_("Chaque nettoyage touche le verre. Nettoie seulement ce qui est sale."),
    "connect.judged": N_("Le microscope montre, mais c’est toi qui décides."),
    "connect.same_polish": N_("Vert dans bleu : plus de la moitié de la lumière est perdue."),
    "connect.reflectance": N_("La lumière qui revient gêne la source."),
    "connect.light_checked": N_("Une prise peut être éclairée, et la lumière ne se voit pas."),
    "mount": N_("Une fibre trop courte ou sale ne touche pas l’autre dans la fiche."),
    "otdr.launch_clean": N_("Une fiche sale au départ fausse toute la trace."),
    "otdr.laser": N_("La lumière du laser ne se voit pas, mais elle blesse l’œil."),
    "otdr.range": N_("Trop courte, la portée cache le bout. Trop longue, elle écrase la ligne."),
    "otdr.pulse": N_("L’impulsion décide de ce que tu vois."),
    "otdr.settings": N_("Ce que les réglages cachent, personne ne le réparera."),
    "otdr.averaging": N_("Sans moyennage, le bruit change chaque lecture."),
    "otdr.index": N_("Un indice faux, et l’équipe creuse au mauvais endroit."),
    "otdr.wavelengths": N_("Une courbure ne se voit qu’en comparant deux longueurs d’onde."),
    "otdr.events": N_("Un évènement oublié reste dans la ligne."),
    "otdr.false": N_("Un évènement inventé envoie une équipe pour rien."),
    "otdr.ghost": N_("Un fantôme n’existe pas. On ne le répare pas."),
    "otdr.kind": N_("Le type dit quelle limite compte, et quel travail faire."),
    "otdr.bend": N_("Une courbure se desserre. Refaire une soudure n’aide pas."),
    "otdr.verdict": N_("Sans verdict, personne ne sait quoi réparer."),
    "otdr.good_condemned": N_("Refaire un bon joint coûte une demi-journée."),
    "otdr.bad_passed": N_("Un mauvais joint gardé revient comme une panne."),
    "otdr.places": N_("Dix mètres à côté, et l’équipe ouvre la mauvaise chambre."),
    "otdr.losses": N_("Une perte mal lue donne un faux verdict."),
    "otdr.worst_position": N_("Dix mètres à côté, et l’équipe ouvre la mauvaise chambre."),
    "otdr.end": N_("Dix mètres à côté, et l’équipe creuse deux fois."),
    "otdr.worst_loss": N_("Une perte mal lue donne un faux verdict."),
    "otdr.both": N_("D’un seul bout, une perte peut paraître trop forte, ou cachée."),
    "otdr.auto": N_("L’appareil propose. C’est toi qui signes."),
    "otdr.saved": N_("Sans trace gardée, rien ne prouve la mesure."),
    "otdr.fibres": N_("Chaque fibre va chez un client : chacune doit être bonne."),
    "otdr.kept": N_("Un dossier sans toutes ses traces est refusé."),
    "power": N_("Une mesure fausse fait réparer ce qui va bien."),
    "power.cord": N_("Un cordon sale fausse la référence et toutes les mesures."),
    "power.warmed": N_("Une source froide change encore de puissance."),
    "power.wavelength": N_("Le mesureur se trompe s’il ne connaît pas la longueur d’onde."),
    "power.source": N_("Débrancher la source efface la référence."),
    "power.attenuator": N_("L’atténuateur oublié coupe l’abonné."),
    "power.verdict": N_("Ton verdict décide si l’abonné est raccordé."),
    "power.laser": N_("La lumière du laser ne se voit pas, mais elle blesse l’œil."),
    "light": N_("Sans bon repère, tu travailles sur la mauvaise fibre."),
    "light.cap": N_("Sans bouchon, la lumière rouge va dans les yeux."),
    "light.blinking": N_("Un reflet ne clignote pas : ainsi tu es sûr."),
}


def beginning(fact: str) -> str:
    """The longest key that a fact begins with, '' when there is none."""
    return max((start for start in WHY if fact.startswith(start)), key=len, default="")
