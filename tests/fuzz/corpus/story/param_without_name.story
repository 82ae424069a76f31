course story cohort start 2026-01-05 zone Africa/Harare learners a
coordinator does x =1