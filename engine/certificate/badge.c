/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open Badges 3.0 (1EdTech, https://www.imsglobal.org/spec/ob/v3p0/) with the one embedded proof that its verifiers
 * must know, eddsa-rdfc-2022 (W3C, https://www.w3.org/TR/vc-di-eddsa/): Ed25519 over SHA-256 of the proof's own
 * statements and SHA-256 of the credential's, each in canonical N-Quads. */
#include "badge.h"
#include "clock.h"

#include <sodium.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define OB "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
#define VC "https://www.w3.org/2018/credentials#"
#define SEC "https://w3id.org/security#"
#define SCHEMA "https://schema.org/"
#define DATE_TIME "http://www.w3.org/2001/XMLSchema#dateTime"
#define FLOAT "https://www.w3.org/2001/XMLSchema#float"

/* --- statements --- */

static void add_address(GPtrArray *quads, const char *subject, const char *predicate, const char *object)
{
    g_ptr_array_add(quads, g_strdup_printf("%s <%s> <%s> .\n", subject, predicate, object));
}

static void add_text(GPtrArray *quads, const char *subject, const char *predicate, const char *text, const char *type)
{
    static const char shorts[] = { ['\t'] = 't', ['\b'] = 'b', ['\n'] = 'n', ['\r'] = 'r', ['\f'] = 'f' };
    GString *quad = g_string_new(NULL);
    g_string_append_printf(quad, "%s <%s> \"", subject, predicate);
    for (const guchar *c = (const guchar *)text; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(quad, "\\%c", *c);
        else if (*c < sizeof shorts && shorts[*c])
            g_string_append_printf(quad, "\\%c", shorts[*c]);
        else if (*c < 0x20 || *c == 0x7f)
            g_string_append_printf(quad, "\\u%04X", *c);
        else
            g_string_append_c(quad, (char)*c);
    }
    g_string_append_c(quad, '"');
    if (type)
        g_string_append_printf(quad, "^^<%s>", type);
    g_string_append(quad, " .\n");
    g_ptr_array_add(quads, g_string_free(quad, FALSE));
}

static gint by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *sorted(GPtrArray *quads)
{
    g_ptr_array_sort(quads, by_bytes);
    g_ptr_array_add(quads, NULL);
    return g_strjoinv("", (char **)quads->pdata);
}

/* Hundredths of an hour. */
static int hundredths(const Badge *badge)
{
    return (badge->minutes * 100 + 30) / 60;
}

/* As JSON-LD writes a number that is no whole one: "1.5E0", "5.0E-1", "1.225E1". */
static char *float_text(int n)
{
    if (n % 100 == 0)
        return g_strdup_printf("%d", n / 100);
    g_autofree char *digits = g_strdup_printf("%d", n);
    int exponent = (int)strlen(digits) - 3;
    for (char *end = digits + strlen(digits) - 1; end > digits && *end == '0'; end--)
        *end = '\0';
    return g_strdup_printf("%c.%sE%d", digits[0], digits[1] ? digits + 1 : "0", exponent);
}

/* The addresses of its nodes. */
typedef struct {
    char *credential, *holder, *achievement, *criteria, *issuer, *key;
} Nodes;

static Nodes nodes_of(const char *origin, const char *code)
{
    return (Nodes){ g_strdup_printf("%s/badge/%s", origin, code), g_strdup_printf("%s/badge/%s#holder", origin, code),
        g_strdup_printf("%s/badge/%s#achievement", origin, code), g_strdup_printf("%s/check/%s", origin, code),
        g_strdup_printf("%s/badge/issuer", origin), g_strdup_printf("%s/badge/issuer#key", origin) };
}

static void nodes_clear(Nodes *nodes)
{
    g_free(nodes->credential);
    g_free(nodes->holder);
    g_free(nodes->achievement);
    g_free(nodes->criteria);
    g_free(nodes->issuer);
    g_free(nodes->key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Nodes, nodes_clear)

static char *angled(const char *address)
{
    return g_strconcat("<", address, ">", NULL);
}

static void add_achievement(GPtrArray *quads, const Badge *badge, const Nodes *n)
{
    g_autofree char *node = angled(n->achievement), *hours = float_text(hundredths(badge));
    add_address(quads, node, RDF "type", OB "Achievement");
    add_address(quads, node, OB "Criteria", n->criteria);
    add_text(quads, node, OB "achievementType", "CertificateOfCompletion", NULL);
    add_text(quads, node, OB "version", badge->edition, NULL);
    add_text(quads, node, SCHEMA "description", badge->description, NULL);
    add_text(quads, node, SCHEMA "name", badge->name, NULL);
    if (badge->minutes)
        add_text(quads, node, OB "creditsAvailable", hours, FLOAT);
}

char *badge_quads(const Badge *badge)
{
    g_auto(Nodes) n = nodes_of(badge->origin, badge->code);
    g_autoptr(GPtrArray) quads = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *credential = angled(n.credential), *holder = angled(n.holder), *issuer = angled(n.issuer);
    g_autofree char *from = civil_utc_text(badge->issued), *hours = float_text(hundredths(badge));
    add_address(quads, credential, RDF "type", OB "OpenBadgeCredential");
    add_address(quads, credential, RDF "type", VC "VerifiableCredential");
    add_address(quads, credential, VC "credentialSubject", n.holder);
    add_address(quads, credential, VC "issuer", n.issuer);
    add_text(quads, credential, VC "validFrom", from, DATE_TIME);
    add_text(quads, credential, SCHEMA "name", badge->name, NULL);
    add_address(quads, issuer, RDF "type", OB "Profile");
    add_text(quads, issuer, SCHEMA "name", badge->issuer, NULL);
    add_address(quads, holder, RDF "type", OB "AchievementSubject");
    add_address(quads, holder, OB "achievement", n.achievement);
    if (badge->minutes)
        add_text(quads, holder, OB "creditsEarned", hours, FLOAT);
    add_achievement(quads, badge, &n);
    return sorted(quads);
}

/* --- the proof --- */

/* Base 58 of Bitcoin, after "z": how multibase marks it. */
static char *multibase(const guint8 *bytes, gsize size)
{
    static const char signs[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    guint8 value[128] = { 0 }; /* digits, the lowest first */
    gsize n = 0, zeros = 0;
    while (zeros < size && bytes[zeros] == 0)
        zeros++;
    for (gsize i = zeros; i < size; i++) {
        guint carry = bytes[i];
        for (gsize k = 0; k < n || carry; k++) {
            carry += k < n ? value[k] * 256u : 0;
            value[k] = (guint8)(carry % 58);
            carry /= 58;
            n = MAX(n, k + 1);
        }
    }
    GString *text = g_string_new("z");
    for (gsize i = 0; i < zeros; i++)
        g_string_append_c(text, signs[0]);
    while (n > 0)
        g_string_append_c(text, signs[value[--n]]);
    return g_string_free(text, FALSE);
}

static char *proof_quads(const Nodes *n, const char *created)
{
    static const char *const node = "_:c14n0";
    g_autoptr(GPtrArray) quads = g_ptr_array_new_with_free_func(g_free);
    add_text(quads, node, "http://purl.org/dc/terms/created", created, DATE_TIME);
    add_address(quads, node, RDF "type", SEC "DataIntegrityProof");
    add_text(quads, node, SEC "cryptosuite", "eddsa-rdfc-2022", SEC "cryptosuiteString");
    add_address(quads, node, SEC "proofPurpose", SEC "assertionMethod");
    add_address(quads, node, SEC "verificationMethod", n->key);
    return sorted(quads);
}

static char *sign(const char *proof, const char *credential, const guint8 *seed)
{
    guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    guint8 hashes[2 * crypto_hash_sha256_BYTES], signature[crypto_sign_BYTES];
    crypto_hash_sha256(hashes, (const guint8 *)proof, strlen(proof));
    crypto_hash_sha256(hashes + crypto_hash_sha256_BYTES, (const guint8 *)credential, strlen(credential));
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(signature, NULL, hashes, sizeof hashes, secret);
    sodium_memzero(secret, sizeof secret);
    return multibase(signature, sizeof signature);
}

/* --- as JSON --- */

static cJSON *texts(const char *first, const char *second)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(list, NULL, cJSON_CreateString(first));
    if (second)
        json_put_item(list, NULL, cJSON_CreateString(second));
    return list;
}

static cJSON *node(const char *id, const char *type)
{
    cJSON *object = json_put(cJSON_CreateObject(), "id", id);
    return type ? json_put_item(object, "type", texts(type, NULL)) : object;
}

static cJSON *subject_json(const Badge *badge, const Nodes *n)
{
    double hours = hundredths(badge) / 100.0;
    cJSON *achievement = node(n->achievement, "Achievement");
    json_put(json_put(achievement, "achievementType", "CertificateOfCompletion"), "name", badge->name);
    json_put(json_put(achievement, "description", badge->description), "version", badge->edition);
    json_put_item(achievement, "criteria", node(n->criteria, NULL));
    cJSON *subject = node(n->holder, "AchievementSubject");
    if (badge->minutes) {
        json_put_double(achievement, "creditsAvailable", hours);
        json_put_double(subject, "creditsEarned", hours);
    }
    return json_put_item(subject, "achievement", achievement);
}

cJSON *badge_json(const Badge *badge, const guint8 *seed)
{
    g_auto(Nodes) n = nodes_of(badge->origin, badge->code);
    g_autofree char *from = civil_utc_text(badge->issued), *quads = badge_quads(badge);
    g_autofree char *config = proof_quads(&n, from), *signature = sign(config, quads, seed);
    cJSON *all = json_put_item(cJSON_CreateObject(), "@context",
        texts("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
    json_put_item(json_put(all, "id", n.credential), "type", texts("VerifiableCredential", "OpenBadgeCredential"));
    json_put_item(
        json_put(all, "name", badge->name), "issuer", json_put(node(n.issuer, "Profile"), "name", badge->issuer));
    json_put_item(json_put(all, "validFrom", from), "credentialSubject", subject_json(badge, &n));
    cJSON *proof = json_put(json_put(cJSON_CreateObject(), "type", "DataIntegrityProof"), "created", from);
    json_put(json_put(proof, "cryptosuite", "eddsa-rdfc-2022"), "proofPurpose", "assertionMethod");
    json_put(json_put(proof, "verificationMethod", n.key), "proofValue", signature);
    return json_put_item(all, "proof", proof);
}

cJSON *badge_issuer(const char *origin, const guint8 *seed)
{
    guint8 public[2 + crypto_sign_PUBLICKEYBYTES] = { 0xed, 0x01 }, secret[crypto_sign_SECRETKEYBYTES];
    g_auto(Nodes) n = nodes_of(origin, "");
    crypto_sign_seed_keypair(public + 2, secret, seed);
    sodium_memzero(secret, sizeof secret);
    g_autofree char *key = multibase(public, sizeof public);
    cJSON *all = json_put_item(cJSON_CreateObject(), "@context",
        texts("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"));
    json_put(all, "id", n.issuer);
    cJSON *method = json_put(json_put(cJSON_CreateObject(), "id", n.key), "type", "Multikey");
    json_put(json_put(method, "controller", n.issuer), "publicKeyMultibase", key);
    cJSON *methods = cJSON_CreateArray();
    json_put_item(methods, NULL, method);
    return json_put_item(json_put_item(all, "verificationMethod", methods), "assertionMethod", texts(n.key, NULL));
}
