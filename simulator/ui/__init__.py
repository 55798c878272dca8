"""Drawing kit: theme, pictures, text and shapes in design units; it knows nothing of scenes, exercises or scores.

    kit = Kit(window.get_size(), LIGHT, text_scale=1.0)        # once per window size, theme and text size
    canvas = kit.canvas(window)                                # cheap: one per frame is fine
    canvas.part("bench/background_bench")                      # at its place in the 1920 x 1080 frame
    canvas.card(1512, 96, 360, 480)
    canvas.text(1536, 139, _("Loupe"), "lead", weight="semibold", anchor="baseline")
    canvas.tube(bezier("M112 424C200 418 280 410 420 410H760"), 12, "bleu")

Rules of use
- Numbers are design units (1920 x 1080, y down), angles degrees clockwise; colours are role names of the theme.
- Every surface of the kit is premultiplied: let Canvas blit it.
- Static grounds go into `canvas.layer(key, painter)`: painted once, then one copy per frame.
- Shapes and text are remembered by what they are, so drawing the same again costs one blit.
"""
