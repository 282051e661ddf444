# Importing mail archives: what cannot be read, where it stands, what to do about it, and what was done.

import-path-missing = There is nothing at { $path }. Look for a slip in the path and run the command again; nothing has been imported.
import-path-refused = { $path } could not be read ({ $cause }). Give this user the right to read it and run the command again; nothing has been imported.

import-skip-empty = { $file }, message { $number } (byte { $offset }): it is empty, so there was nothing to bring over.
import-skip-no-headers = { $file }, message { $number } (byte { $offset }): it does not begin like a mail. If it should be one, look at the text there; the rest of the file was read.
import-skip-too-large = { $file }, message { $number } (byte { $offset }): it is longer than 4 MB and was left out. Shorten its attachments in the archive if you need it.
import-skip-too-many-parts = { $file }, message { $number } (byte { $offset }): it has more than 100 parts and was left out, because no person sends that.
import-skip-packed = { $file } is a packed archive. Unpack it (for example with tar or unzip) and give the folder with the unpacked files.
import-skip-unreadable = { $file } broke off at byte { $offset }: the file is damaged or the disk failed. What came before was read; fetch the file again and import it once more, and only what is missing will be added.

import-reason-empty = empty
import-reason-no-headers = not a mail
import-reason-too-large = longer than 4 MB
import-reason-too-many-parts = more than 100 parts
import-reason-packed = packed archive
import-reason-unreadable = damaged file

import-reading = Reading
import-writing = Writing
import-rendering = Rendering pages

import-read = Read
import-added = Added
import-existing = Already there
import-skipped = Skipped
import-threads = New threads
import-continued = Continued threads
import-number = { $count }
import-dry-run = This was a dry run: nothing has been written. The numbers say what an import would do.

import-nameless = Unknown sender
import-untitled = (no subject)
