# shellcheck shell=bash
# Signs on by SAML against a provider that is not ours: SimpleSAMLphp, by way of Apache with Shibboleth in front.

SAML="$SCRATCH/saml"
SAML_PROCESSES="$SCRATCH/saml.pids"

check_saml() {
  local outcome=0
  mkdir -p "$SAML"
  export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/steps
  {
    export SAML_PORT SAML_IDP_PORT SAML_SHIBD_PORT SAML_OURS SAML_ENTITY
    SAML_PORT="$(free_port)"
    SAML_IDP_PORT="$(free_port)"
    SAML_SHIBD_PORT="$(free_port)"
    SAML_OURS="http://northfield.localhost:$SAML_PORT"
    SAML_ENTITY="https://idp.northfield.example/entity"
    saml_keys && saml_provider && saml_federation && saml_front && saml_site &&
      python3 tests/steps/saml/front.py "$SAML_OURS" "127.0.0.1:$SAML_PORT" "127.0.0.31:$SAML_PORT" "127.0.0.1:$SAML_IDP_PORT" "$LYCEUM" "$SAML/site" &&
      python3 tests/steps/saml/native.py "$SAML_OURS" "127.0.0.1:$SAML_PORT" "$LYCEUM" "$SAML/site" "$SAML"
  } || outcome=$?
  if [ "$outcome" -ne 0 ]; then
    rm -f "$SAML/openssl.log"
    tail -n 15 "$SAML"/*.log /var/log/shibboleth/shibd.log 2>/dev/null || true
  fi
  stop_saml
  return "$outcome"
}

# A key and a certificate for everybody: the provider (and its next one), Shibboleth, and the federation that signs.
saml_keys() {
  local name
  for name in idp sp next federation evil; do
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$name.northfield.example" \
      -keyout "$SAML/$name.key" -out "$SAML/$name.pem" 2>>"$SAML/openssl.log" || return 1
  done
  printf '%s' "0123456789abcdef0123456789abcdef" >"$SAML/secret"
}

# SimpleSAMLphp on PHP's own server.
saml_provider() {
  mkdir -p "$SAML"/ssp/{config,metadata,log,tmp,data}
  cp tests/steps/saml/ssp/config.php tests/steps/saml/ssp/authsources.php "$SAML/ssp/config/"
  cp tests/steps/saml/ssp/saml20-*.php "$SAML/ssp/metadata/"
  SAML_FOLDER="$SAML" SIMPLESAMLPHP_CONFIG_DIR="$SAML/ssp/config" \
    php -d display_errors=stderr -d error_reporting=22527 -d session.save_path="$SAML/ssp/tmp" \
    -S "127.0.0.1:$SAML_IDP_PORT" -t /usr/share/simplesamlphp/www >"$SAML/idp.log" 2>&1 &
  echo $! >>"$SAML_PROCESSES"
  saml_waits "$SAML/idp.xml" "http://127.0.0.1:$SAML_IDP_PORT/saml2/idp/metadata.php"
}

# What a federation makes of the provider's metadata: an end in a week, and its own signature.
saml_federation() {
  python3 tests/steps/saml/federation.py "$SAML/idp.xml" "$SAML/unsigned.xml" || return 1
  xmlsec1 --sign --privkey-pem "$SAML/federation.key,$SAML/federation.pem" \
    --id-attr:ID urn:oasis:names:tc:SAML:2.0:metadata:EntitiesDescriptor \
    --output "$SAML/federation.xml" "$SAML/unsigned.xml" 2>"$SAML/xmlsec.log"
}

# The same of the provider alone, as the program itself reads it; and what it has to refuse.
saml_metadata() {
  local name
  for name in direct soon stranger old endless far sha1 digest wants posts keyless secretive twice both next; do
    python3 tests/steps/saml/federation.py "$SAML/idp.xml" "$SAML/$name.raw" "$name" || return 1
    local signer=federation
    [ "$name" != stranger ] || signer=evil
    xmlsec1 --sign --privkey-pem "$SAML/$signer.key,$SAML/$signer.pem" \
      --id-attr:ID urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor \
      --id-attr:ID urn:oasis:names:tc:SAML:2.0:metadata:EntitiesDescriptor \
      --output "$SAML/$name.xml" "$SAML/$name.raw" 2>>"$SAML/xmlsec.log" || return 1
  done
  cp "$SAML/idp.xml" "$SAML/bare.xml"
}

# saml_adds INSTITUTION NAME WORDS...: a provider that the program speaks with itself.
saml_adds() {
  local house="$1" slug="$2"
  shift 2
  "$LYCEUM" sso add "$slug" --institution "$house" --kind saml --name "Northfield, $slug" --issuer "$SAML_ENTITY" \
    --speaks-for northfield.example --metadata "$SAML/direct.xml" --metadata-certificate "$SAML/federation.pem" \
    --give member:eduperson_scoped_affiliation=staff@northfield.example --data "$SAML/site" "$@"
}

# Apache and Shibboleth with the settings of deploy/, but for the names, and without TLS.
saml_front() {
  install -d -m 2750 "$SAML/front"
  [ "$(id -u)" -ne 0 ] || chgrp www-data "$SAML/front"
  echo "Define LYCEUM_SHIBBOLETH $(cat "$SAML/secret")" >"$SAML/secret.conf"
  python3 tests/steps/saml/settings.py "$SAML" || return 1
  PATH="$PATH:/usr/sbin" shibd -F -c "$SAML/shibboleth2.xml" -p "$SAML/shibd.pid" >"$SAML/shibd.log" 2>&1 &
  echo $! >>"$SAML_PROCESSES"
  PATH="$PATH:/usr/sbin" apache2 -f "$SAML/apache.conf" -D FOREGROUND >"$SAML/apache.log" 2>&1 &
  echo $! >>"$SAML_PROCESSES"
}

saml_site() {
  local lyceum=("$LYCEUM" --data "$SAML/site")
  # Where it will be served is in its addresses from the beginning.
  export LYCEUM_SERVER__LISTEN="127.0.0.1:$SAML_PORT"
  export LYCEUM_SAML__SHIBBOLETH_SOCKET="$SAML/front/socket" LYCEUM_SAML__SHIBBOLETH_SECRET_FILE="$SAML/secret"
  "$LYCEUM" institution add northfield --name Northfield --host northfield.localhost --data "$SAML/site" || return 1
  "${lyceum[@]}" sso add uni --institution northfield --kind shibboleth --name "your Northfield account" \
    --issuer "$SAML_ENTITY" --speaks-for northfield.example \
    --give member:eduperson_scoped_affiliation=staff@northfield.example \
    --give member:eduperson_assurance=spoofed || return 1
  "${lyceum[@]}" institution add eastbridge --name Eastbridge --host eastbridge.localhost || return 1
  saml_metadata && saml_adds northfield direct && saml_adds eastbridge direct &&
    saml_adds northfield sealed --own-key-file "$SAML/sp.key" --own-certificate-file "$SAML/sp.pem" || return 1
  # More answers come from one address than in earnest, and one that is refused for that has not been judged.
  LYCEUM_LIMITS__SIGN_IN_PER_MINUTE=1000 "${lyceum[@]}" serve >"$SAML/site.log" 2>&1 &
  echo $! >>"$SAML_PROCESSES"
  saml_waits /dev/null "http://127.0.0.1:$SAML_PORT/readyz"
}

# saml_waits FILE ADDRESS: asks until there is an answer.
saml_waits() {
  for _ in $(seq 200); do
    curl --silent --fail --output "$1" "$2" && return 0
    sleep 0.1
  done
  echo "Nobody answers at $2."
  return 1
}

stop_saml() {
  [ -e "$SAML_PROCESSES" ] || return 0
  local process
  while read -r process; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done <"$SAML_PROCESSES"
  rm -f "$SAML_PROCESSES"
}
