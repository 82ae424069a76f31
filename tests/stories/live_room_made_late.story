# Somebody joins after the day of a live meeting and opens a new room: no meeting begins there for her alone, and staff are told.
course live   cohort start 2026-01-05 zone Africa/Harare rooms of 2
learners nurse1 nurse2
late nurse3
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 10:00   nurse3 joins
at day 4 10:10   nurse3 taps "Continue"   nurse3 taps "Yes"   mercy says "CARD"
                 expect mercy <- "*A baby who does not cry* (story 2) did not take place: its time had passed" between 10:00 and 10:20 once
at day 5 10:10   nurse3 says "MENU"
at day 5 10:20   expect nobody <- "story 2) has begun"
                 expect no message to nurse3 until 18:00
