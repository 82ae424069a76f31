course story cohort start 2026-01-05 zone Africa/Harare learners a
admin does x y= at day 2