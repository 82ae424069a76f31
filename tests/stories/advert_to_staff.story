# Who works here can be on the list for new courses like anybody else: her COURSES ON, the button under an advert and her STOP are heard, although
# whatever else she writes is for her desk. Her number stays known to the desk afterwards.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1
late nurse2
staff rudo amina

at day 1 08:30   coordinator does cohort.invite code="HRE1" limit=20 until="2026-06-30"   expect told "JOIN HRE1"
                 rudo says "COURSES ON"   expect rudo <- "You are on the list" once
                 amina says "courses on"   expect amina <- "You are on the list" once
                 coordinator does advert.make advert="hands-1" text="Clean hands in two weeks, 4 CPD points."   expect told "\"gets\":2"
                 coordinator does advert.send advert="hands-1" at="2026-01-05 10:00"
at day 1 10:00   expect rudo <- "Clean hands in two weeks, 4 CPD points" once   expect amina <- "Clean hands in two weeks, 4 CPD points" once
at day 1 11:00   rudo taps "No more adverts"   expect rudo <- "You are not on the list" once
                 amina says "STOP"   expect amina <- "You will get nothing more on this phone" once
at 2026-02-20 09:00  nurse2 says "COURSES ON"   expect nurse2 <- "You are on the list"
                 coordinator does advert.make advert="hands-2" text="Clean hands once more."   expect told "\"list\":1"
                 nurse2 says "COURSES OFF"
at 2026-02-20 10:00  rudo says "card"   expect rudo <- "story"
                 amina says "START"   expect amina <- "You will be told again"
expect nobody <- "once more"
