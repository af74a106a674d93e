"""Why a network answers as it does: what each input adds to an answer, and which inputs matter."""
