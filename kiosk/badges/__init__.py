"""Is this badge genuine? Offline, by what came with the sync; specification: docs/badges.md.

For a service: `checker.BadgeChecker`, `trust_json.read_trust`, `city_pass.read_pass`.
For the camera: `decode.decode_luma`. Words for a screen: `verdict.Verdict` and `verdict.Reason`.
"""
