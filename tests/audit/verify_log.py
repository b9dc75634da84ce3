#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verify_log.py FOLDER [VERIFIER]: checks an audit log without the program that wrote it.

Needs Python's standard library, and the openssl command for the signature. Recomputes the root from the entries, as
RFC 6962 has it, and does not look at a single tile for that. Exits with 1 and one line when something is wrong.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

WIDTH = 256
ED25519_DER = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo (RFC 8410), up to the key


class Wrong(Exception):
    pass


def demand(condition, message):
    if not condition:
        raise Wrong(message)


def sha256(data):
    return hashlib.sha256(data).digest()


def tree_hash(hashes):
    """RFC 6962, section 2.1, over leaf hashes or over the roots of equally large complete subtrees."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    left = 1
    while left * 2 < len(hashes):
        left *= 2
    return sha256(b"\x01" + tree_hash(hashes[:left]) + tree_hash(hashes[left:]))


def piece_path(kind, index, width):
    """C2SP tlog-tiles: groups of three digits, all but the last marked with an x."""
    digits = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        digits = f"x{index % 1000:03}/{digits}"
    return f"tile/{kind}/{digits}" + (f".p/{width}" if width < WIDTH else "")


def split_pieces(count):
    """(index, width) of each tile or bundle of a level with `count` hashes or entries."""
    return [(start // WIDTH, min(WIDTH, count - start)) for start in range(0, count, WIDTH)]


def open_checkpoint(note, verifier):
    """The size and the root that a signed note states, once openssl has found its signature good."""
    name, key_id, key = verifier.strip().split("+", 2)
    typed_key = base64.b64decode(key, validate=True)
    demand(sha256(f"{name}\n".encode() + typed_key)[:4].hex() == key_id, "verifier: the key id is not this key's")
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        demand(dash == "\u2014", "checkpoint: a line that is no signature")
        blob = base64.b64decode(signature, validate=True)
        if (signer, blob[:4].hex()) == (name, key_id):
            check_signature(text.encode(), typed_key[1:], blob[4:])
            break
    else:
        raise Wrong("checkpoint: not signed by this verifier")
    origin, size, root = text.splitlines()
    demand(origin == name, "checkpoint: of another log")
    demand(str(int(size)) == size, "checkpoint: the size is not written as a plain number")
    return int(size), base64.b64decode(root, validate=True)


def check_signature(text, key, signature):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: pathlib.Path(folder, name) for name in ("key.der", "text", "signature")}
        files["key.der"].write_bytes(ED25519_DER + key)
        files["text"].write_bytes(text)
        files["signature"].write_bytes(signature)
        result = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", files["key.der"],
             "-in", files["text"], "-sigfile", files["signature"]], capture_output=True, check=False)
        demand(result.returncode == 0, "checkpoint: the signature is wrong")


def read_entries(folder, size):
    for index, width in split_pieces(size):
        path = piece_path("entries", index, width)
        data = (folder / path).read_bytes()
        for _ in range(width):
            length = int.from_bytes(data[:2], "big")
            demand(len(data) >= 2 + length, f"{path}: cut")
            yield data[2:2 + length]
            data = data[2 + length:]
        demand(not data, f"{path}: too long")


def check_entry(number, entry):
    value = json.loads(entry)
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    demand(entry == canonical, f"entry {number}: not in canonical form")
    demand(value["seq"] == number, f"entry {number}: says another number")
    members = ["act", "by", "cfg", "clk", "day", "id", "n", "op", "plan", "seq", "t", "tool", "v"]
    if value["v"] == 2:
        members.insert(11, "ten")
        demand(isinstance(value.get("ten"), str) and value["ten"], f"entry {number}: no tenant")
    if value["v"] == 3:
        members.insert(9, "req")
        members.insert(12, "ten")
        demand(isinstance(value.get("req"), str) and value["req"], f"entry {number}: no request")
    demand(value["v"] in (1, 2, 3) and sorted(value) == members, f"entry {number}: not the members of an entry")


def check_tiles(folder, hashes):
    """Every tile of every level against the hashes of the entries. For whoever uses the tiles, not for the root."""
    level = 0
    while hashes:
        for index, width in split_pieces(len(hashes)):
            path = piece_path(level, index, width)
            expected = b"".join(hashes[index * WIDTH:index * WIDTH + width])
            demand((folder / path).read_bytes() == expected, f"{path}: not the hashes of the entries")
        hashes = [tree_hash(hashes[start:start + WIDTH])
                  for start in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1


def verify(folder, verifier=None):
    folder = pathlib.Path(folder)
    verifier = verifier or (folder / "verifier").read_text()
    size, root = open_checkpoint((folder / "checkpoint").read_bytes().decode(), verifier)
    hashes = []
    for number, entry in enumerate(read_entries(folder, size)):
        check_entry(number, entry)
        hashes.append(sha256(b"\x00" + entry))
    demand(tree_hash(hashes) == root, "the entries do not lead to the signed root")
    check_tiles(folder, hashes)
    return size, root


def main():
    try:
        size, root = verify(*sys.argv[1:3])
    except (Wrong, OSError, ValueError, KeyError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
    print(f"{size} entries, root {base64.b64encode(root).decode()}: OK")


if __name__ == "__main__":
    main()
