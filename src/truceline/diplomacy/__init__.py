"""The diplomacy log: contacts, rounds, answers awaited, accessions, complaints, and two sides of one matter."""
