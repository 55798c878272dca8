"""Picking a pair of fibres by the splicing plan."""
