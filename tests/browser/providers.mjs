// Two OpenID providers of two universities, for as long as the checks run; their people sign in by one button.

import { createHash, randomUUID } from 'node:crypto';
import { generateKeyPair, exportJWK } from 'jose';
import Provider from 'oidc-provider';

/** Who can sign in there, and what their university says of them. */
const PEOPLE = {
  ada: { name: 'Ada Okonkwo', of: ['student', 'member'], entitled: ['urn:mace:lyceum:mentee'] },
  vera: { name: 'Vera Library', of: ['library-walk-in'], entitled: [] },
};

/** One provider, listening. */
export async function startProvider({ port, institution, site }) {
  const issuer = `http://127.0.0.1:${port}`;
  const base = site.url(institution, '');
  const client = {
    client_id: `lyceum-${institution}`,
    client_secret: `secret-of-lyceum-at-${institution}-0123456789`,
    redirect_uris: [`${base}/sso/campus/callback`],
    backchannel_logout_uri: `${base}/sso/campus/backchannel`,
    backchannel_logout_session_required: true,
  };
  const provider = new Provider(issuer, {
    clients: [client],
    jwks: { keys: [await signingKey()] },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true, methods: ['S256'] },
    claims: {
      openid: ['sub'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      eduperson: ['eduperson_scoped_affiliation', 'eduperson_entitlement'],
    },
    // As most universities do it: the token is thin, and more is asked for.
    conformIdTokenClaims: true,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: askBeforeTheEnd, postLogoutSuccessSource: sayTheEnd },
    },
    httpOptions: () => ({ dnsLookup: lookHere }),
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => PEOPLE[id] && account(id, institution),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email eduperson');
      await grant.save();
      return grant;
    },
  });
  provider.use(interactions(provider));
  provider.on('server_error', (_, fault) => console.error(`provider of ${institution}:`, fault));
  provider.on('backchannel.error', (_, fault) => console.error(`provider of ${institution}:`, fault));
  const server = await new Promise((ready) => {
    const listening = provider.listen(port, '127.0.0.1', () => ready(listening));
  });
  return { issuer, client, stop: () => new Promise((done) => server.close(done).closeAllConnections()) };
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

function account(id, institution) {
  const { name, of, entitled } = PEOPLE[id];
  const home = `${institution}.example`;
  const claims = {
    // The same person at two universities has the same address, and is two accounts all the same.
    sub: createHash('sha256').update(`${institution} ${id}`).digest('base64url'),
    name,
    email: `${id}@mail.example`,
    email_verified: true,
    eduperson_scoped_affiliation: of.map((word) => `${word}@${home}`),
    eduperson_entitlement: entitled,
  };
  return { accountId: id, claims: () => claims };
}

/** A page with a button for each person, which needs no script. */
function interactions(provider) {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    const who = new URLSearchParams(ctx.querystring).get('as');
    if (who) {
      const result = { login: { accountId: who } };
      return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    }
    const button = (id) => `<button name="as" value="${id}">${PEOPLE[id].name}</button>`;
    ctx.type = 'html';
    ctx.body = `<title>Campus</title><form>${Object.keys(PEOPLE).map(button).join('')}</form>`;
  };
}

function askBeforeTheEnd(ctx, form) {
  ctx.body = `<title>Campus</title>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out of campus</button>`;
}

function sayTheEnd(ctx) {
  ctx.body = '<title>Campus</title><p>You are signed out of campus.</p>';
}

// The names of the demo exist in browsers alone, so the provider's own requests are led to this machine.
function lookHere(_, options, found) {
  if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
}
