# A case is handed in as a photo, then as a voice note instead, and by others as a video: whatever it is waits for a facilitator, who sees
# what it is, and the file goes to the room as a post. Who brings it anew has one case that waits, not two, whatever else of hers waits.
course bring   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 09:05   everybody taps "Yes"
at day 2 09:50   everybody says "MENU"   rudo says "card"
at day 2 10:00   nurse3 quotes "Which wound" with video "The dressing, step by step"   expect nurse3 <- "Under which name may the group see it?"
                 rudo says "queue"   expect rudo <- "(case, video)"
at day 2 10:10   coordinator does case.approve case=nurse3.case   expect told "\"number\":1"
                 nurse1 quotes "Which wound" with photo "The wound after ten days"   expect nurse1 <- "Under which name may the group see it?"
                 nurse1 says "#1 Mrs Chipo Moyo has the same."   expect nurse1 <- "may tell who a patient is"
                 nurse1 quotes "Which wound" with voice   expect nurse1 <- "Under which name may the group see it?"
                 nurse1 taps "My name"
at day 2 11:00   facilitator rejects 1   expect nurse1 <- "was not shared"
                 coordinator does case.approve case=nurse1.case   expect told "\"number\":2"
                 coordinator does case.approve case=nurse1.case   expect refused "it is open"
                 nurse2 quotes "Which wound" with photo   expect nurse2 <- "Under which name may the group see it?"
                 facilitator rejects 1   expect nurse2 <- "was not shared"
at day 2 13:20   expect nurse2 <- "#1 Colleague 1: The dressing" between 13:00 and 13:30 once
expect nobody <- "after ten days"
