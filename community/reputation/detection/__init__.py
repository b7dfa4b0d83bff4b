"""What nobody sees at the moment it happens: votes to and fro between two, and within a circle. Looked for by night.

thresholds  all numbers of what looks wrong; members read none of them
edges       who gave how much to whom, from the ledger
pairs       two who vote for each other
circles     groups who do
stars       accounts that vote for one member only
night       what is done about them, once a day
"""
