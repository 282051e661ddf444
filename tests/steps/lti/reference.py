"""A tool that is not ours, PyLTI1p3 on Flask: what it makes of the simulator's launches says whether that is a platform.

python3 reference.py PORT ISSUER.
"""

import sys

from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, jsonify, redirect
from pylti1p3.contrib.flask import FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.exception import LtiException
from pylti1p3.tool_config import ToolConfDict

port, issuer = int(sys.argv[1]), sys.argv[2]
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
app = Flask("reference")
app.secret_key = "only here"
config = ToolConfDict(
    {
        issuer: {
            "client_id": "reference",
            "auth_login_url": issuer + "/auth",
            "auth_token_url": issuer + "/token",
            "key_set_url": issuer + "/keys",
            "deployment_ids": ["deploy-7"],
        }
    }
)
secret = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
public = key.public_key().public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
config.set_private_key(issuer, secret.decode())
config.set_public_key(issuer, public.decode())


@app.route("/lti/login", methods=["GET", "POST"])
def login():
    return FlaskOIDCLogin(FlaskRequest(), config).redirect(f"http://127.0.0.1:{port}/lti/launch")


@app.route("/lti/launch", methods=["POST"])
def launch():
    try:
        message = FlaskMessageLaunch(FlaskRequest(), config)
        claims = message.get_launch_data()
        people = message.get_nrps().get_members()
    except LtiException as cause:
        return str(cause), 403
    return jsonify(sub=claims["sub"], deep=message.is_deep_link_launch(), people=[person["user_id"] for person in people])


@app.route("/lti/jwks")
def keys():
    return jsonify(config.get_jwks())


app.run("127.0.0.1", port)
