# A group of patients: nobody is told anything before the doctor lets her in, nobody is heard before she says yes, nobody is named, and every word waits for the doctor.
course group   cohort start 2026-01-05 zone Africa/Harare rooms of 2 patients planned
late anna bertha cecilia dora
staff amina

at 2026-01-04 09:00  coordinator does cohort.invite code="SUGAR" room="2"   expect refused "one group"
                 coordinator does cohort.invite code="SUGAR"   expect told "SUGAR"
                 dora says "JOIN SUGAR"   expect dora <- "The doctor of this group looks at each request" once
                 coordinator does learner.admit learner=dora   expect refused "its doctor alone, amina"
                 coordinator does learner.admit learner=dora by="amina"   expect refused "its doctor alone, amina"
                 amina taps "Show"   expect amina <- "asks to join the group of patients story"
                 amina taps "Do not let in"   expect dora <- "no place for you in that group" once
at 2026-01-04 10:00  anna says "JOIN SUGAR"   expect amina <- "*anna* (L"
                 amina taps "Let in"   expect anna <- "You are *Member 1*"   expect anna <- "This is no emergency service" once
at 2026-01-04 11:00  anna says "My foot is sore"   expect anna <- "Please read this before you say yes"
                 anna says "LANGUAGE"   expect anna <- "This course is only in English"
                 anna sends photo "My foot"   anna says "ASK Is it bad?"
                 amina says "queue"   expect amina <- "Nothing waits for you"
                 anna taps "Yes, I agree"   expect anna <- "In the group you are *Member 1*" once
                 anna says "NAME Anna"   expect anna <- "nobody uses a name"
                 anna says "COURSES ON"   expect anna <- "New courses are not told of in this group"
                 anna says "VOLUNTEER"   expect anna <- "In this group nobody takes turns"
                 anna says "HELP"   expect anna <- "If you are very ill or in danger, go to the nearest clinic at once. Write about yourself only, never"
                 anna says "MY DATA"   expect anna <- "The group sees neither your name nor your number"
at 2026-01-04 12:00  bertha says "JOIN SUGAR"   expect amina <- "*bertha* (L"   amina taps "Let in"   expect bertha <- "You are *Member 2*"
                 bertha says "yes"   expect bertha <- "In the group you are *Member 2*" once
at 2026-01-04 13:00  cecilia says "JOIN SUGAR"   expect amina <- "*cecilia* (L"   amina taps "Let in"   expect amina <- "has 2 members, and more it does not take"
at 2026-01-04 14:00  coordinator does cohort.launch   expect told "doctor"
at day 1 12:20   anna says "MEMBERS"   bertha says "MEMBERS"   expect anna <- "Member 2"
at day 1 12:29   expect anna <- "Look at your feet" between 12:30 and 12:40 once
at day 3 12:20   anna says "MENU"   bertha says "MENU"
at day 3 13:00   anna quotes "What is hard" with "Since 12 March 2019, in Highfield, I forget it at night."   expect anna <- "The doctor reads it first" once
                 coordinator does hold.release post=anna.case   expect refused "its doctor alone, amina"
                 coordinator does hold.reject post=anna.case   expect refused "its doctor alone, amina"
                 amina says "queue"   expect amina <- "Member 1, story 1"
                 amina taps "Release"   expect anna <- "has gone to the group"
at day 3 14:00   bertha quotes "What is hard" with "Mrs Moyo never takes hers."   expect bertha <- "It seems to tell who somebody is"
                 amina says "queue"   expect amina <- "Mrs Moyo never"   amina taps "Reject"   expect bertha <- "was not shared"
at day 3 15:00   bertha says "Is my foot bad?"   bertha taps "Ask facilitator"
                 coordinator does reply question=bertha.question text="Come."   expect refused "its doctor alone, amina"
                 amina says "queue"   expect amina <- "Is my foot bad?"   amina taps "Answer"
                 amina quotes "Reply to *this* message" with "Come tomorrow."   expect bertha <- "Come tomorrow."
at day 3 18:20   expect bertha <- "#1 Member 1" between 18:30 and 18:40 once
at day 4 09:00   coordinator does learner.role learner=anna role="senior"   expect refused "no seniors"
                 coordinator does upkeep.set name="milestones" value="1"   expect refused "ranks nobody"
                 coordinator does circles.form   expect refused "no pairs"
                 coordinator does certificate.issue learner=anna   expect refused "no certificates"
                 coordinator does room.mode room="1" mode="observed"   expect refused "no number is seen"
                 coordinator does form.open form="x" due="2026-02-01 12:00"   expect refused "collects no figures"
                 coordinator does cohort.set doctor="coordinator"   expect told "doctor"
                 coordinator does cohort.set doctor="amina"
at day 8 12:00  amina taps "Show"   expect amina <- "or more*: Member 1, Member 2"
at day 9 09:00   bertha says "STOP"   expect bertha <- "You will get no more messages from this course" once
at day 10 09:00  coordinator does cohort.close alumni=yes   expect refused "ends with its doctor's care"
                 coordinator does cohort.close   expect told "2026-04-16"
expect nobody <- "#1 anna"
expect nobody <- "My foot is sore"
expect nobody <- "#2 "
expect nobody <- "we may ask you to begin"
expect nobody <- "tells us why"
