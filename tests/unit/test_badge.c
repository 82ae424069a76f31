/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A badge says what the certificate says, and its proof holds for exactly that. The statements below are those that the
 * reference processor of JSON-LD (jsonld.js, RDFC-1.0, the published contexts) makes of the same credential. */
#include "badge.h"
#include "unit.h"

#include <sodium.h>
#include <string.h>

#define HOST "https://h.example/"
#define TYPE "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#define OB "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
#define VC "https://www.w3.org/2018/credentials#"
#define BADGE "<" HOST "badge/7K3QXM-9TPW2A-HE04ZB>"
#define ACHIEVEMENT "<" HOST "badge/7K3QXM-9TPW2A-HE04ZB#achievement>"
#define HOLDER "<" HOST "badge/7K3QXM-9TPW2A-HE04ZB#holder>"
#define FLOAT "^^<https://www.w3.org/2001/XMLSchema#float> .\n"

static const guint8 seed[BADGE_SEED] = { 1, 2, 3 };
static const Badge sample = { .origin = "https://h.example",
    .code = "7K3QXM-9TPW2A-HE04ZB",
    .name = "Clean hands \"1\"",
    .description = "Certificate of completion",
    .edition = "1.0",
    .issuer = "Nurses' council\tHarare",
    .issued = 1767268800,
    .minutes = 90 };

START_TEST(the_statements_are_those_of_the_reference_processor)
{
    g_autofree char *quads = badge_quads(&sample);
    ck_assert_str_eq(quads, ACHIEVEMENT
        " " TYPE " <" OB "Achievement> .\n" ACHIEVEMENT " <" OB "Criteria> <" HOST
        "check/7K3QXM-9TPW2A-HE04ZB> .\n" ACHIEVEMENT " <" OB
        "achievementType> \"CertificateOfCompletion\" .\n" ACHIEVEMENT " <" OB
        "creditsAvailable> \"1.5E0\"" FLOAT ACHIEVEMENT " <" OB "version> \"1.0\" .\n" ACHIEVEMENT
        " <https://schema.org/description> \"Certificate of completion\" .\n" ACHIEVEMENT
        " <https://schema.org/name> \"Clean hands \\\"1\\\"\" .\n" HOLDER " " TYPE " <" OB
        "AchievementSubject> .\n" HOLDER " <" OB "achievement> " ACHIEVEMENT " .\n" HOLDER " <" OB
        "creditsEarned> \"1.5E0\"" FLOAT BADGE " " TYPE " <" OB "OpenBadgeCredential> .\n" BADGE " " TYPE " <" VC
        "VerifiableCredential> .\n" BADGE " <https://schema.org/name> \"Clean hands \\\"1\\\"\" .\n" BADGE " <" VC
        "credentialSubject> " HOLDER " .\n" BADGE " <" VC "issuer> <" HOST "badge/issuer> .\n" BADGE " <" VC
        "validFrom> \"2026-01-01T12:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
        "<" HOST "badge/issuer> " TYPE " <" OB "Profile> .\n"
        "<" HOST "badge/issuer> <https://schema.org/name> \"Nurses' council\\tHarare\" .\n");
}
END_TEST

START_TEST(hours_are_written_as_the_canonical_form_wants_them)
{
    static const struct {
        int minutes;
        const char *text;
    } rows[] = { { 120, "\"2\"" }, { 600, "\"10\"" }, { 30, "\"5.0E-1\"" }, { 735, "\"1.225E1\"" },
        { 80, "\"1.33E0\"" }, { 3, "\"5.0E-2\"" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        Badge badge = sample;
        badge.minutes = rows[i].minutes;
        g_autofree char *quads = badge_quads(&badge), *want = g_strconcat("creditsEarned> ", rows[i].text, FLOAT, NULL);
        ck_assert_msg(strstr(quads, want), "%d minutes: %s", rows[i].minutes, quads);
    }
    Badge badge = sample;
    badge.minutes = 0;
    g_autofree char *quads = badge_quads(&badge);
    ck_assert_ptr_null(strstr(quads, "credits"));
}
END_TEST

/* Undoes multibase; the bytes behind "z". */
static gsize bytes_of(const char *text, guint8 *out, gsize size)
{
    static const char signs[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    memset(out, 0, size);
    ck_assert_int_eq(*text, 'z');
    for (text++; *text; text++) {
        guint carry = (guint)(strchr(signs, *text) - signs);
        for (gsize k = size; k-- > 0; carry /= 256) {
            carry += out[k] * 58u;
            out[k] = (guint8)carry;
        }
    }
    return size;
}

START_TEST(the_issuers_key_verifies_the_proof_and_no_other_words)
{
    g_autoptr(cJSON) badge = badge_json(&sample, seed);
    g_autoptr(cJSON) issuer = badge_issuer(sample.origin, seed);
    guint8 key[34], signature[64], hashes[64];
    bytes_of(json_string(issuer, "verificationMethod.0.publicKeyMultibase"), key, sizeof key);
    ck_assert(key[0] == 0xed && key[1] == 0x01);
    bytes_of(json_string(badge, "proof.proofValue"), signature, sizeof signature);
    ck_assert_str_eq(json_string(badge, "proof.verificationMethod"), json_string(issuer, "assertionMethod.0"));
    static const char *const proof =
        "_:c14n0 <http://purl.org/dc/terms/created> "
        "\"2026-01-01T12:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
        "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/security#DataIntegrityProof> .\n"
        "_:c14n0 <https://w3id.org/security#cryptosuite> "
        "\"eddsa-rdfc-2022\"^^<https://w3id.org/security#cryptosuiteString> .\n"
        "_:c14n0 <https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> .\n"
        "_:c14n0 <https://w3id.org/security#verificationMethod> <https://h.example/badge/issuer#key> .\n";
    g_autofree char *quads = badge_quads(&sample);
    crypto_hash_sha256(hashes, (const guint8 *)proof, strlen(proof));
    crypto_hash_sha256(hashes + 32, (const guint8 *)quads, strlen(quads));
    ck_assert_int_eq(crypto_sign_verify_detached(signature, hashes, sizeof hashes, key + 2), 0);
    hashes[63] ^= 1;
    ck_assert_int_ne(crypto_sign_verify_detached(signature, hashes, sizeof hashes, key + 2), 0);
}
END_TEST

START_TEST(the_credential_has_what_the_schema_asks_for)
{
    g_autoptr(cJSON) badge = badge_json(&sample, seed);
    static const char *const texts[][2] = { { "@context.0", "https://www.w3.org/ns/credentials/v2" },
        { "@context.1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" },
        { "type.0", "VerifiableCredential" }, { "type.1", "OpenBadgeCredential" }, { "issuer.type.0", "Profile" },
        { "validFrom", "2026-01-01T12:00:00Z" }, { "credentialSubject.type.0", "AchievementSubject" },
        { "credentialSubject.achievement.type.0", "Achievement" },
        { "credentialSubject.achievement.criteria.id", "https://h.example/check/7K3QXM-9TPW2A-HE04ZB" },
        { "credentialSubject.achievement.description", "Certificate of completion" },
        { "credentialSubject.achievement.name", "Clean hands \"1\"" }, { "proof.type", "DataIntegrityProof" },
        { "proof.cryptosuite", "eddsa-rdfc-2022" }, { "id", "https://h.example/badge/7K3QXM-9TPW2A-HE04ZB" } };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *there = json_string(badge, texts[i][0]);
        ck_assert_msg(there && g_str_equal(there, texts[i][1]), "%s is %s", texts[i][0], there ? there : "missing");
    }
}
END_TEST

UNIT_MAIN("badge", the_statements_are_those_of_the_reference_processor,
    hours_are_written_as_the_canonical_form_wants_them, the_issuers_key_verifies_the_proof_and_no_other_words,
    the_credential_has_what_the_schema_asks_for)
