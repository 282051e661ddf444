### Sign-on by an institution's own providers: what people are told who come back from one, and what whoever sets one up types.
sso-refused-state = This sign-in was begun somewhere else, or took too long. Begin again.
sso-refused-denied = Your institution did not confirm who you are. Try again, or come in another way.
sso-refused-answer = The answer of your institution's sign-in cannot be trusted, so you are not signed in. Try again; if it happens twice, tell { $name }.
sso-refused-client = This site and your institution's sign-in do not agree any more, which you cannot mend. Tell { $name }, and come in another way until then.
sso-refused-rules = Your institution's sign-in knows you, but did not say that you belong here. Ask { $name } to let you in.
sso-refused-member = Your account here is closed for now. Ask { $name } why.
sso-no-end = “{ $name }” has no place to sign out. Close the browser, or sign out on your institution's own pages.
sso-no-logout-token = This is no token that ends sessions.
sso-may-not = Only those who run the institution change how its members sign on.
sso-rule-operator = A rule that makes somebody a coordinator, a moderator or more is listed by whoever runs the server: lyceum sso add --give
sso-rule-form = { $rule } is no rule. Write member:CLAIM=VALUE, alumni:CLAIM=VALUE, mentor@COHORT:CLAIM=VALUE or mentee@COHORT:CLAIM=VALUE
sso-rule-cohort = There is no cohort { $cohort } here
sso-rule-run = Places in { $cohort } are given by its coordinators: one of them adds this rule, or whoever runs the server
sso-slug-form = Write a short name of small letters, digits and hyphens; it stands in addresses
sso-slug-taken = Another provider has this short name
sso-name-missing = Write what stands on the button, such as: your Northfield account
sso-client-missing = Write the client id that the provider gave you
sso-secret-missing = Write the client secret that the provider gave you
sso-issuer-form = Write the issuer without ? and #, exactly as the provider's document has it
sso-scopes-openid = Ask for openid, too: without it the provider does not say who somebody is
sso-algorithm-unknown = Choose one of { $known }
sso-title = Sign-on
sso-lede = By which providers the members of this institution sign on. What a provider says of somebody is asked anew each time, and never decides by an e-mail address who they are.
sso-providers = Providers
sso-new = Add a provider
sso-new-lede = An OpenID provider of your institution. Whoever runs it gives you the issuer, a client id and a secret, and needs the address to send people back to, which you see once it is added.
sso-none = There is none yet: members come in by a link in a mail, or by a password.
sso-is-on = On: it stands on the sign-in page
sso-is-off = Off: nobody signs on by it
sso-name = Words on its button
sso-name-hint = They stand after “Continue with”, such as: your Northfield account
sso-slug = Short name
sso-slug-hint = It stands in addresses: small letters, digits and hyphens
sso-issuer = Issuer
sso-issuer-hint = Exactly as the provider's own document has it, such as https://id.northfield.example
sso-client-id = Client id
sso-client-secret = Client secret
sso-client-secret-hint = It is kept sealed and shown to nobody again.
sso-scopes = What is asked for
sso-algorithm = How its tokens are signed
sso-callback = Where it sends people back to
sso-backchannel = Where it says that a session ended
sso-rules = Who gets what
sso-rules-hint = One rule on each line: member:CLAIM=VALUE, alumni:CLAIM=VALUE, mentor@COHORT:CLAIM=VALUE or mentee@COHORT:CLAIM=VALUE. Without a rule for members nobody comes in. Who may write a rule for a cohort is whoever coordinates it.
sso-no-rules = Nobody comes in: no rule says who is a member.
sso-must = Claims that have to be there
sso-must-hint = CLAIM=VALUE on each line. Where many institutions share a provider, name yours, such as hd=northfield.example
sso-must-form = { $line } is no CLAIM=VALUE
sso-add = Add it
sso-change = Change “{ $name }”
sso-change-go = Change
sso-change-lede = Its issuer is { $issuer }, and stays: another issuer is another provider, whose people are others. If you change who gets what, or what has to be there, whoever came by it signs on again, and what no rule gives any more is taken back.
sso-client-secret-kept = Leave it empty to keep the one that is sealed.
sso-save = Save
sso-test = Test
sso-test-works = “{ $name }” answers, is who it says, and shows { $keys ->
    [one] one key
   *[other] { $keys } keys
  } to check its tokens with.
sso-test-fails = “{ $name }” cannot be used: { $fault }
sso-fault-status = it answered with { $status }. Look whether the issuer is written as the provider's document has it.
sso-fault-document = its answer is not the document that a provider shows. Look whether the issuer is right.
sso-fault-issuer = its document names another issuer. Write the issuer exactly as it stands there, to the last slash.
sso-fault-endpoint = its { $name } must not be asked. { $why }
sso-fault-no-key = it shows no key, so nothing that it says can be checked.
sso-switch-on = Switch on
sso-switch-off = Switch off
sso-switch-hint = Switched off, a provider ends the sessions that began by it at once.
sso-switched-on = “{ $name }” is on.
sso-switched-off = “{ $name }” is off, and the sessions that began by it have ended.
