# The course is over; its group goes on with a peer as moderator. Who stays by a tap gets what others share, nothing of the course
# comes any more, and who says nothing is left alone.
course story   cohort start 2026-01-05 zone Africa/Harare cap 40
learners ama bibi caro

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 20 10:00  everybody says "MENU"
at day 20 10:10  coordinator does cohort.close alumni=yes dry_run=yes   expect told "--moderator"
                 coordinator does cohort.close alumni=yes   expect refused "somebody of its own"
                 coordinator does cohort.close alumni=yes moderator=ama   expect told "asked"
                 expect everybody <- "ama looks after it" once
                 ama taps "Stay and keep"   expect ama <- "may be kept"
                 bibi taps "Stay"   expect bibi <- "kept nowhere"
at day 20 11:00  ama says "I still use the five moments every day."   expect ama <- "Share this with the group?"
                 ama taps "Share"   expect ama <- "Shared with your group"
                 caro says "I am not in this."   expect caro <- "is over and closed"
                 bibi says "Mrs Moyo of ward 3 came back, 0772123456."   expect bibi <- "not passed on"
                 bibi sends photo   expect bibi <- "words only"
at day 20 12:50  bibi says "MY DATA"
                 expect bibi <- "I still use the five moments" between day 20 13:00 and day 20 13:10 once
at day 20 14:00  bibi says "#1 So do I."   expect bibi <- "Shared with your group"
at day 21 12:50  ama says "MY DATA"
at day 21 14:00  coordinator does cohort.close   expect told "alumni"
                 ama says "Still there?"   expect ama <- "is over and closed"
expect nobody <- "I am not in this"
