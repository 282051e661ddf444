# Why this site could not ask another server, for whoever wrote its address.
fetch-not-an-address = This is not the address of a server. Write all of it, as in https://login.example.org/.
fetch-not-https = Only addresses that begin with https:// are asked, so that nobody can read along or answer instead. Write https:// in front, or ask whoever runs that server to offer it.
fetch-has-password = There is a name or a password in this address. Take out what stands before the @, since the address is shown to others.
fetch-forbidden = { $host } does not belong to the public internet, so it is not asked. If it is a server of your own, ask whoever runs this site to list it under fetch.internal_hosts.
fetch-unknown = No server has this name. Check its spelling; a new name can take an hour until it is known everywhere.
fetch-unreachable = Nothing answers at this address. Check its port, and ask whoever runs that server whether it is up and lets this site in.
fetch-slow = That server took too long to answer. Try again in a few minutes; if it stays so, tell whoever runs it.
fetch-too-large = That server sent more than can be the answer. Check that the address leads to the right document.
fetch-broken = What that server sent could not be used: its certificate is not trusted here, or it does not answer as a web server does. Check the address, and ask whoever runs that server.
fetch-too-many-redirects = That server sends on to one address after another. Open it in a browser and write the address that you end at.
