"""Screens around the work: home, briefing, debrief, replay, instructor. They hold no rule of the simulation."""
