"""What the hand holds, as state machines over the optics: stripper, wipe, cleaver, splicer, oven.

It deliberately knows no scene, no score and no wording.
"""
