/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a health worker might write; made of halves, so that a cohort does not repeat itself. No digit and no name
 * stands in an ordinary post: what must be held is written on purpose. */
#include "persona_priv.h"

static const char *const begins[] = {
    "In our clinic",
    "At my facility",
    "Where I work",
    "On our ward",
    "From what I see",
    "In our district",
    "With our team",
    "Last month here",
    "To be honest",
    "In the rural post where I was",
    "Our outreach nurses say that",
    "For us",
};
static const char *const middles[] = {
    "most mothers are lost between the first visit and the next one",
    "the transfer letters never come back, so we count women as lost who are in care elsewhere",
    "the register has more than one line for the same woman",
    "the queue is so long that they leave before they are seen",
    "they fear that the family will see the tablets",
    "we only look at the list when a supervisor comes",
    "the distance and the bus fare decide, not the will",
    "a peer mother who sits with them makes the difference",
    "the baby's result takes weeks and by then they have moved",
    "we ask for a safe way to reach her at the first visit",
    "the partner wants to come but is on shift when we are open",
    "asking without blame brought several back",
};
static const char *const ends[] = {
    "",
    " How do others handle this?",
    " We began a short weekly list and it helps.",
    " I would start there.",
    " It is slow but it works.",
    " I am not sure that we count correctly.",
    " That surprised me.",
    " We need one person who owns the list.",
};
static const char *const replies[] = {
    "I agree, we see the same here",
    "Thank you, I will try this with our team",
    "This is a good idea",
    "How did you convince your in-charge?",
    "We tried it and it failed, because nobody had the time",
    "Same with us, the phone contact is the problem",
    "That is what I also learned this week",
    "I had not thought of it in this way",
};
static const char *const opens[] = {
    "To learn how others find the mothers who do not come back",
    "More cases please, they are close to our work",
    "Fewer messages in the evening",
    "I want to know how to count correctly",
    "It was good to hear the others",
};

#define PICK(persona, texts) ((texts)[rng_below(&(persona)->rng, G_N_ELEMENTS(texts))])

char *talk_post(Persona *persona)
{
    const char *begin = PICK(persona, begins), *middle = PICK(persona, middles);
    return g_strdup_printf("%s %s.%s", begin, middle, PICK(persona, ends));
}

char *talk_reply(Persona *persona)
{
    return g_strdup(PICK(persona, replies));
}

char *talk_held(Persona *persona)
{
    static const char *const texts[PERSONA_HOLDS] = {
        [PERSONA_HOLD_NONE] = "",
        [PERSONA_HOLD_NUMBER] =
            "I have a mother who stopped coming. Somebody please call her on 0772 123 456 and ask why.",
        [PERSONA_HOLD_NAME] =
            "We lost Mrs Chipo Moyo after delivery, she went to her mother's home and no clinic there knows her.",
        [PERSONA_HOLD_LINE] =
            "The desk of the district hospital is 024 277 4412, we have it on the wall and they do ring.",
        [PERSONA_HOLD_PHOTO] = "This is our board with the missed visits",
    };
    return g_strdup(texts[persona->traits.hold]);
}

const char *talk_private(void)
{
    return "I am on treatment myself since my last pregnancy and I have told nobody at work";
}

const char *talk_open(Persona *persona)
{
    return PICK(persona, opens);
}
